namespace Storefront;

/// <summary>A customer's photo.</summary>
/// <param name="File">The name that the shop gave it in <see cref="PhotoFolder"/>.</param>
/// <param name="Type">Its media type, found in its first bytes.</param>
public sealed record Photo(string File, string Type)
{
    public const int MostMegabytes = 5;
    public const long MostBytes = MostMegabytes * 1024 * 1024;

    /// <summary>What the page's file field offers: a help for people, no protection.</summary>
    public const string Accepted = "image/jpeg,image/png,image/webp";

    /// <summary>How many bytes tell what kind of picture it is.</summary>
    public const int SignatureLength = 12;

    /// <returns>Null where the bytes begin no kind of picture that the shop takes.</returns>
    public static string? TypeOf(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P'] => "image/webp",
        _ => null,
    };
}
