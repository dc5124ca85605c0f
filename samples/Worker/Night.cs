using System.Globalization;
using Needs;

namespace Worker;

/// <summary>What happens each night: three loans, one after the other, each as long as its handler runs.</summary>
public static class Night
{
    public static async Task RunAsync(Database database, TextWriter output)
    {
        if (Jobs.LastDay(database) is not { } day)
        {
            output.WriteLine("No order yet: nothing to report.");
            return;
        }

        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

        var delivered = await Jobs.MarkDelivered(database, shippedBefore: day.AddDays(-6));
        var report = await Jobs.Sales(database, day);

        Line($"Nightly report for {day:dddd, d MMMM yyyy}");
        Line($"");
        Line($"  Orders         {report.Orders,8:N0}");
        Line($"  Revenue        {report.Revenue,8:N2} EUR");
        Line($"  Delivered      {delivered,8:N0}   shipped before {day.AddDays(-6):d MMMM}, now marked so");
        Line($"");
        Line($"  Not paid since {day.AddDays(-1):d MMMM} or longer:");
        await foreach (var order in Jobs.Unpaid(database, placedBefore: day))
            Line($"  {order.Id,6}  {order.Customer,-24} {order.Total,10:N2} EUR");
        Line($"");
        Line($"  Connections lent now: {database.LeaseCount}");
    }
}
