using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Storefront;

/// <summary>
/// Where photos are kept: beside the SQLite file, or in the folder that <c>--photos</c> names. Each has a name of the shop's making.
/// </summary>
public sealed record PhotoFolder(string Path)
{
    public string NewFile()
    {
        Directory.CreateDirectory(Path);
        return Guid.NewGuid().ToString("N");
    }

    /// <summary>Finds out while the shop opens, not at the first photo, whether anything can be kept there.</summary>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(
                "photos", typeof(PhotoFolder), [$"The folder for photos can't be made: {error.Message.TrimEnd('.')}. Choose another: --photos FOLDER"]);
        }
    }

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public static PhotoFolder From(IConfiguration configuration, IHostEnvironment environment, StoreDatabase store) =>
        new(System.IO.Path.GetFullPath(configuration["photos"] ?? "photos", Beside(store) ?? environment.ContentRootPath));

    private static string? Beside(StoreDatabase store) =>
        store.Driver is SqliteFactory ? System.IO.Path.GetDirectoryName(store.Place) : null;
}
