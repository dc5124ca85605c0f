using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace Needs.Binding;

/// <summary>A number as number inputs write it: a point before the fraction, an exponent or none, never a comma.</summary>
/// <typeparam name="T">The type of the number.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NumberParser<T> : IFormParser<T>
    where T : struct, INumberBase<T>
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <inheritdoc/>
    static string IFormParser<T>.Expected => "a number";

    /// <inheritdoc/>
    static FormParsing IFormParser<T>.TryParse(string text, out T value)
    {
        var number = FormText.Trim(text);
        if (!NumberText.IsNumber(number))
        {
            value = default;
            return FormParsing.Invalid;
        }

        return T.TryParse(number, Style, CultureInfo.InvariantCulture, out value) && T.IsFinite(value) ? FormParsing.Ok : FormParsing.OutOfRange;
    }
}
