using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Needs.AspNetCore;

/// <summary>Reads a value from the text of a request.</summary>
/// <param name="text">The text; may be empty.</param>
/// <param name="value">The value, when there is one.</param>
/// <returns>Whether the text is such a value.</returns>
/// <typeparam name="T">The type of the value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value);
