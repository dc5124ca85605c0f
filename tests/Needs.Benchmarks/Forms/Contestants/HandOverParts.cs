using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Needs.Benchmarks.Forms;

/// <summary>The same written by hand over ASP.NET Core's <see cref="MultipartReader"/>.</summary>
public static class HandOverParts
{
    public static async Task Count(HttpContext context)
    {
        var contentType = MediaTypeHeaderValue.Parse(context.Request.ContentType);
        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(contentType.Boundary).ToString(), context.Request.Body);
        var (title, year) = ("", 0);
        while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
        {
            var disposition = section.GetContentDispositionHeader() ?? throw new BadHttpRequestException("A part has no name.");
            switch (HeaderUtilities.RemoveQuotes(disposition.Name).ToString())
            {
                case "title": title = await section.ReadAsStringAsync(context.RequestAborted); break;
                case "year": year = int.Parse(await section.ReadAsStringAsync(context.RequestAborted), CultureInfo.InvariantCulture); break;
                case "file": Received.Model = await Contents.CountAsync(title, year, section.Body); break;
                default: throw new BadHttpRequestException("Unknown part.");
            }
        }
    }
}
