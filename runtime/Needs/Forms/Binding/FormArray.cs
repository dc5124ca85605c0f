using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Needs.Binding;

/// <summary>An array, sent as <see cref="FormList{T, TTarget}"/> is.</summary>
/// <typeparam name="T">The type of an element.</typeparam>
/// <typeparam name="TTarget">Takes an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FormArray<T, TTarget> : IFormTarget<T[]>
    where TTarget : struct, IFormTarget<T>
{
    private FormElements<T, TTarget> _elements;

    /// <inheritdoc/>
    public readonly bool IsPresent => _elements.Count > 0;

    /// <inheritdoc/>
    public bool Take(ref FormName name, FormField field, FormBinding binding) => _elements.Take(ref name, field, binding);

    /// <summary>Builds the array; when nothing was sent it is empty.</summary>
    /// <inheritdoc/>
    public bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out T[] value)
    {
        value = _elements.Count == 0 ? [] : new T[_elements.Count];
        return _elements.TryBuild(binding, member, value);
    }
}
