using Needs;

namespace Storefront;

/// <summary>
/// Takes the photo of one request straight to its file while it arrives: nothing is held in memory, and no connection is lent meanwhile.
/// The photo of a request that fails is deleted.
/// </summary>
public sealed class PhotoUpload(PhotoFolder folder) : IFormFileSink
{
    private string? _file;

    public ValueTask<Stream> OpenAsync(FormFileInfo file, CancellationToken cancellationToken)
    {
        _file = folder.NewFile();
        var path = folder.PathOf(_file);
        return new(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true));
    }

    public ValueTask DiscardAsync(FormFileInfo file, CancellationToken cancellationToken)
    {
        if (_file is not null) File.Delete(folder.PathOf(_file));
        return ValueTask.CompletedTask;
    }

    /// <returns>Null where the bytes that arrived are no picture, whatever the file was called.</returns>
    public async Task<Photo?> Look(CancellationToken ct)
    {
        var start = new byte[Photo.SignatureLength];
        await using var file = File.OpenRead(folder.PathOf(_file!));
        await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        return Photo.TypeOf(start) is { } type ? new Photo(_file!, type) : null;
    }

    /// <summary>The photo whose place this one took goes.</summary>
    public void Replace(Photo? earlier)
    {
        if (earlier is not null) File.Delete(folder.PathOf(earlier.File));
    }
}
