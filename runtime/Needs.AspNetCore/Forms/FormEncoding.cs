namespace Needs.AspNetCore;

internal enum FormEncoding
{
    /// <summary>No form, or one in another character set than UTF-8.</summary>
    Unsupported,
    UrlEncoded,
    Multipart,

    /// <summary>A multipart form that does not say, or says more than once, where its parts end.</summary>
    NoBoundary,
}
