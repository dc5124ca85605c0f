namespace Needs.Samples.Tests.Running;

/// <summary>A folder for one store, deleted at the end.</summary>
public sealed class TempFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("storefront-").FullName;

    /// <summary>The path of an SQLite file that does not exist yet.</summary>
    public string StoreFile => Path.Combine(_path, "store.db");

    /// <summary>Where a store keeps its photos: beside that file, made with the first photo.</summary>
    public string Photos => Path.Combine(_path, "photos");

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
