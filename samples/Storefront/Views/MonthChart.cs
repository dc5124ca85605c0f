using System.Globalization;

namespace Storefront;

/// <summary>The revenue of the latest months as bars: plain SVG.</summary>
public static class MonthChart
{
    private const int Height = 132;
    private const int Slot = 60;
    private const int BarWidth = 36;

    public static Html Show(IReadOnlyList<Month> months)
    {
        if (months.Count == 0) return Html.Empty;
        var best = months.Max(month => month.Revenue);
        return Html.Of($"""
            <figure class="chart">
              <figcaption>Revenue by month</figcaption>
              <svg viewBox="0 0 {months.Count * Slot} {Height + 46}" role="img" aria-label="{Spoken(months)}">
                {Html.Each(months.Index(), item => Bar(item.Index, item.Item, best, StartsAYear(months, item.Index)))}
              </svg>
            </figure>
            """);
    }

    private static Html Bar(int index, Month month, decimal best, bool withYear)
    {
        var height = best == 0 ? 0 : Math.Max(2, (int)Math.Round(Height * month.Revenue / best));
        var middle = index * Slot + Slot / 2;
        return Html.Of($"""
            <g>
              <rect x="{middle - BarWidth / 2}" y="{Height + 20 - height}" width="{BarWidth}" height="{height}" rx="3"><title>{Name(month, "MMMM yyyy")}: {Format.Money(month.Revenue)}</title></rect>
              <text x="{middle}" y="{Height + 12 - height}" class="amount">{month.Revenue / 1000:0.0}k</text>
              <text x="{middle}" y="{Height + 40}">{Name(month, "MMM")}{(withYear ? Year(month) : Html.Empty)}</text>
            </g>
            """);
    }

    private static bool StartsAYear(IReadOnlyList<Month> months, int index) =>
        index == 0 || months[index].Name[..4] != months[index - 1].Name[..4];

    private static Html Year(Month month) => Html.Of($"""<tspan class="year"> {Name(month, "yyyy")}</tspan>""");

    private static string Spoken(IReadOnlyList<Month> months) =>
        string.Join(", ", months.Select(month => $"{Name(month, "MMMM yyyy")} {Format.WholeMoney(month.Revenue)}"));

    private static string Name(Month month, string format) =>
        DateTime.ParseExact(month.Name, "yyyy-MM", CultureInfo.InvariantCulture).ToString(format, CultureInfo.InvariantCulture);
}
