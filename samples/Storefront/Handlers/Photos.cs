using System.Data.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Needs;
using Storefront.Data;

namespace Storefront;

public static partial class Photos
{
    /// <summary>The file is sent when the connection is back: a slow reader holds none.</summary>
    [HttpGet("/customers/{id:int}/photo")]
    [NeedsDb]
    public static async Task<Results<PhysicalFileHttpResult, NotFound>> Send(
        DbConnection db, int id, PhotoFolder folder, HttpResponse response, CancellationToken ct = default)
    {
        if (await Get(db, id, ct) is not { } photo || !File.Exists(folder.PathOf(photo.File))) return TypedResults.NotFound();
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.PhysicalFile(folder.PathOf(photo.File), photo.Type);
    }

    internal static Task<Photo?> Get(DbConnection db, int customerId, CancellationToken ct) =>
        db.Command("SELECT file, type FROM customer_photos WHERE customer_id = @id", ("@id", customerId))
            .FirstAsync(row => new Photo(row.GetString(0), row.GetString(1)), ct);

    /// <summary>Not with the request's token: whether it was written must be known, for the file depends on it.</summary>
    internal static Task Put(DbConnection db, int customerId, Photo photo) =>
        db.Command("REPLACE INTO customer_photos (customer_id, file, type) VALUES (@id, @file, @type)",
            ("@id", customerId), ("@file", photo.File), ("@type", photo.Type)).RunAsync(CancellationToken.None);
}
