using System.Data.Common;
using Microsoft.AspNetCore.Mvc;
using Needs;

namespace Storefront;

public static partial class OverviewPage
{
    [HttpGet("/")]
    [NeedsDb]
    public static async Task<Page> Show(DbConnection db, CancellationToken ct = default)
    {
        var overview = await Overviews.Read(db, ct);
        return new Page("Overview", () => OverviewView.Show(overview));
    }
}
