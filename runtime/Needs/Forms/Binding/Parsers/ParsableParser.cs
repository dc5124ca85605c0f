using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Needs.Binding;

/// <summary>A type that reads itself.</summary>
/// <typeparam name="T">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ParsableParser<T> : IFormParser<T>
    where T : IParsable<T>
{
    /// <inheritdoc/>
    static string IFormParser<T>.Expected => "a valid value";

    /// <inheritdoc/>
    static FormParsing IFormParser<T>.TryParse(string text, [MaybeNull] out T value) =>
        T.TryParse(text, CultureInfo.InvariantCulture, out value) ? FormParsing.Ok : FormParsing.Invalid;
}
