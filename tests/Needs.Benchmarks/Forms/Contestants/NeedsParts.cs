using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Needs.Benchmarks.Forms;

/// <summary>The parts of a form as they arrive: nothing is kept, in memory or in a file.</summary>
public static partial class NeedsParts
{
    [NeedsForm]
    public static async Task Count(IAsyncEnumerable<FormPart> form, CancellationToken ct)
    {
        var (title, year) = ("", 0);
        await foreach (var part in form.WithCancellation(ct))
        {
            switch (part.Name)
            {
                case "title": title = await part.ReadTextAsync(ct); break;
                case "year": year = int.Parse(await part.ReadTextAsync(ct), CultureInfo.InvariantCulture); break;
                case "file": Received.Model = await Contents.CountAsync(title, year, part.OpenReadStream()); break;
                default: throw new BadHttpRequestException("Unknown part.");
            }
        }
    }
}
