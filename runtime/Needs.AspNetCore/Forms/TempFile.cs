using Microsoft.Win32.SafeHandles;

namespace Needs.AspNetCore;

/// <summary>
/// A file without a name that anyone could find: on Unix it is unlinked at once, elsewhere the system deletes it when it is closed. So it
/// is gone on every path, also when the process is killed.
/// </summary>
internal sealed class TempFile : IDisposable
{
    private readonly FileStream _file;

    private TempFile(FileStream file) => _file = file;

    /// <summary>How many bytes were written.</summary>
    public long Length { get; private set; }

    public SafeFileHandle Handle => _file.SafeFileHandle;

    public static TempFile Create()
    {
        var folder = Environment.GetEnvironmentVariable("ASPNETCORE_TEMP") is { Length: > 0 } configured ? configured : Path.GetTempPath();
        var path = Path.Combine(folder, $"needs-{Guid.NewGuid():N}.upload");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | (OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None),
        };
        if (OperatingSystem.IsWindows()) return new TempFile(new FileStream(path, options));

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        try
        {
            File.Delete(path);
            return new TempFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await RandomAccess.WriteAsync(Handle, bytes, Length, ct).ConfigureAwait(false);
        Length += bytes.Length;
    }

    /// <summary>Reads the file from its beginning; each stream has a position of its own.</summary>
    public Stream OpenRead() => new TempFileStream(this);

    public void Dispose() => _file.Dispose();
}
