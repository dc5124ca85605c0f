using Microsoft.AspNetCore.Mvc;
using MySqlConnector;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>What all of this is about.</summary>
public static partial class NeedsHandlers
{
    [NeedsDb]
    public static Task<Order> Find(MySqlConnection db, [FromRoute] int id, CancellationToken ct) => Shop.FindAsync(db, id, ct);

    [NeedsDb]
    public static Task<Placed> Place(MySqlConnection db, MySqlTransaction tx, [FromRoute] int number, CancellationToken ct) =>
        Shop.PlaceAsync(db, tx, number, ct);

    [NeedsDb]
    public static Task<List<Article>> Articles(MySqlConnection db, CancellationToken ct) => Shop.ArticlesAsync(db, ct);

    [NeedsDb]
    public static Task<Stored> Upload(MySqlConnection db, [NeedsForm] UploadForm form, CancellationToken ct) => Shop.StoreAsync(db, form, ct);
}
