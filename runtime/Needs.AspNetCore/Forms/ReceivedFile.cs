using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>A file of the form, as ASP.NET Core shows it.</summary>
internal sealed class ReceivedFile(UploadedFile file) : IFormFile
{
    public string ContentType => Headers.ContentType.ToString();

    public string ContentDisposition => Headers.ContentDisposition.ToString();

    public IHeaderDictionary Headers { get; } = Copy(file.Headers);

    public long Length => file.Length;

    public string Name => file.Name;

    public string FileName => file.FileName;

    public Stream OpenReadStream() => file.OpenReadStream();

    public void CopyTo(Stream target)
    {
        using var source = OpenReadStream();
        source.CopyTo(target);
    }

    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken = default)
    {
        var source = OpenReadStream();
        await using (source.ConfigureAwait(false))
            await source.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
    }

    private static HeaderDictionary Copy(IReadOnlyDictionary<string, string> headers)
    {
        var copy = new HeaderDictionary();
        foreach (var (name, value) in headers) copy[name] = value;
        return copy;
    }
}
