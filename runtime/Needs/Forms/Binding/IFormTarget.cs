using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Needs.Binding;

/// <summary>Takes the fields of a form that belong to one value, one by one, and then builds it. Targets consist of targets.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFormTarget<T>
{
    /// <summary>Whether it is one field that holds the value, so that a list of them may be sent by repeating a name.</summary>
    static virtual bool IsScalar => false;

    /// <summary>Whether a field was taken that is not blank.</summary>
    bool IsPresent { get; }

    /// <summary>Takes a field.</summary>
    /// <param name="name">The field's name, after what led here.</param>
    /// <param name="field">The field.</param>
    /// <param name="binding">The form that is bound.</param>
    /// <returns>Whether the name is known here.</returns>
    /// <exception cref="FormException">The name is deeper, or its index larger, than it may be.</exception>
    bool Take(ref FormName name, FormField field, FormBinding binding);

    /// <summary>Builds the value, once, after all fields were taken. What is wrong, also that nothing was sent, is told to the binding.</summary>
    /// <param name="binding">The form that is bound.</param>
    /// <param name="member">What the value is for.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is one.</returns>
    bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out T value);
}
