using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>Reads the content of a part, and tells a body that ends too soon from a client that went away.</summary>
internal static class PartStream
{
    public static async ValueTask<int> ReadAsync(Stream content, Memory<byte> buffer, CancellationToken ct)
    {
        try
        {
            return await content.ReadAsync(buffer, ct).ConfigureAwait(false);
        }
        catch (Exception error) when (IsEnd(error, ct))
        {
            throw EndsTooSoon(error);
        }
    }

    public static bool IsEnd(Exception error, CancellationToken ct) =>
        !ct.IsCancellationRequested && error is InvalidDataException or IOException and not BadHttpRequestException;

    public static FormException EndsTooSoon(Exception error) => FormException.Malformed("The form ends before its last boundary.", error);
}
