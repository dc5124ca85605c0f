using System.Globalization;

namespace Storefront;

/// <summary>Values as the pages show them.</summary>
public static class Format
{
    private const int LongestCell = 400;

    public static string Money(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"€{amount:N2}");

    public static string WholeMoney(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"€{amount:N0}");

    public static Html Date(DateTime utc) =>
        Html.Of($"""<time datetime="{utc:yyyy-MM-dd}">{utc:d MMM yyyy}</time>""");

    public static Html Moment(DateTime utc) =>
        Html.Of($"""<time datetime="{utc:yyyy-MM-ddTHH:mm:ss}Z">{utc:d MMM yyyy, HH:mm} UTC</time>""");

    public static Html Status(OrderStatus status) =>
        Html.Of($"""<span class="status {status.ToString().ToLowerInvariant()}">{status}</span>""");

    /// <summary>A value of any query: short enough to be shown, and the same in every language.</summary>
    public static string Cell(object value)
    {
        var text = value switch
        {
            byte[] bytes => $"0x{Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, LongestCell / 2)))}",
            DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.Length <= LongestCell ? text : $"{text.AsSpan(0, LongestCell)}…";
    }

    public static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
