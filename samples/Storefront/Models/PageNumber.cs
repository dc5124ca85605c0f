using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Storefront;

/// <summary>
/// Which page of a list, from 1. A page that can't be is refused while the request is bound: answered with 400 before any connection is lent.
/// </summary>
public readonly record struct PageNumber : IParsable<PageNumber>
{
    public const int Size = 25;
    private const int Last = 1_000_000;

    public PageNumber(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Last);
        Skipped = (number - 1) * Size;
    }

    /// <summary>How many rows come before this page. 0 by default: the first page.</summary>
    public int Skipped { get; }

    public int Number => Skipped / Size + 1;

    public static PageNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var page) ? page : throw new FormatException("A page is a whole number from 1.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PageNumber result)
    {
        result = default;
        if (!int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > Last) return false;
        result = new PageNumber(number);
        return true;
    }
}
