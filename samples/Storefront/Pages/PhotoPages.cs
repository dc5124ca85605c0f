using System.Data.Common;
using Microsoft.AspNetCore.Mvc;
using Needs;

namespace Storefront;

public static partial class PhotoPages
{
    private const string Field = "photo";

    /// <summary>
    /// The photo is in its file before a connection is lent. An answer of 400 and above makes the shop forget the file, also where the
    /// handler never came to its end.
    /// </summary>
    [HttpPost("/customers/{id:int}/photo")]
    [NeedsDb, NeedsForm(Sink = typeof(PhotoUpload), MaxFiles = 1)]
    public static async Task<IResult> Change(DbConnection db, int id, FormData form, PhotoUpload upload, CancellationToken ct = default)
    {
        if (await Customers.Get(db, id, ct) is null) return TypedResults.NotFound();
        if (form.GetFile(Field) is not { } file) return await Again("Choose a photo first.");
        if (file.Length > Photo.MostBytes) return await Again($"That photo is too large: it may have {Photo.MostMegabytes} MB.");
        if (await upload.Look(ct) is not { } photo) return await Again("That file is no JPEG, PNG or WebP picture.");

        var replaced = await Photos.Get(db, id, ct);
        await Photos.Put(db, id, photo);
        upload.Replace(replaced);
        return new SeeOther($"/customers/{id}");

        Task<IResult> Again(string error) => CustomerPages.WithPhotoError(db, id, error, ct: ct);
    }
}
