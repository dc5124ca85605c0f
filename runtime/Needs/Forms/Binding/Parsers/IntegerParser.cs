using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace Needs.Binding;

/// <summary>A whole number: digits, after a sign or none.</summary>
/// <typeparam name="T">The type of the number.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct IntegerParser<T> : IFormParser<T>
    where T : struct, IBinaryInteger<T>
{
    /// <inheritdoc/>
    static string IFormParser<T>.Expected => "a whole number";

    /// <inheritdoc/>
    static FormParsing IFormParser<T>.TryParse(string text, out T value)
    {
        var number = FormText.Trim(text);
        if (!NumberText.IsInteger(number))
        {
            value = default;
            return FormParsing.Invalid;
        }

        return T.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            ? FormParsing.Ok
            : FormParsing.OutOfRange;
    }
}
