using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Needs.Binding;

/// <summary>Reads a value from the text of a field, the same in every culture.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFormParser<T>
{
    /// <summary>What the text must be, as in "must be <c>a whole number</c>".</summary>
    static abstract string Expected { get; }

    /// <summary>Whether the text counts as not sent.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepBlankValues">Whether the handler wants blank texts kept.</param>
    static virtual bool IsBlank(string text, bool keepBlankValues) => FormText.IsBlank(text);

    /// <summary>Reads a text that is not blank.</summary>
    /// <param name="text">The text as sent.</param>
    /// <param name="value">The value, when there is one.</param>
    static abstract FormParsing TryParse(string text, [MaybeNull] out T value);
}
