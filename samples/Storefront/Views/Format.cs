using System.Globalization;

namespace Storefront;

/// <summary>Values as the pages show them.</summary>
public static class Format
{
    public static string Money(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"€{amount:N2}");

    public static string WholeMoney(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"€{amount:N0}");

    public static Html Date(DateTime utc) =>
        Html.Of($"""<time datetime="{utc:yyyy-MM-dd}">{utc:d MMM yyyy}</time>""");

    public static Html Moment(DateTime utc) =>
        Html.Of($"""<time datetime="{utc:yyyy-MM-ddTHH:mm:ss}Z">{utc:d MMM yyyy, HH:mm} UTC</time>""");

    public static Html Status(OrderStatus status) =>
        Html.Of($"""<span class="status {status.ToString().ToLowerInvariant()}">{status}</span>""");

    public static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
