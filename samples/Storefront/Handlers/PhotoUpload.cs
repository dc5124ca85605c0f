using Needs;

namespace Storefront;

/// <summary>
/// Takes the photo of one request straight to its file while it arrives: nothing is held in memory, and no connection is lent meanwhile.
/// Whatever becomes of the request, a photo that was not kept is deleted.
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

    /// <summary>From now on the photo stays, and the one whose place it took goes.</summary>
    public void Keep(Photo? replaced)
    {
        _file = null;
        if (replaced is not null) File.Delete(folder.PathOf(replaced.File));
    }
}
