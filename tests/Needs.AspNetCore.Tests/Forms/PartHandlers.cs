using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Handlers that take a form in parts, or send its files on as they arrive.</summary>
[Route("/parts")]
public static partial class PartHandlers
{
    [HttpPost("read"), HttpGet("read"), NeedsForm(MaxTextLength = 10, MaxFileSize = 1000, MaxFields = 5)]
    public static async Task<string> Read(IAsyncEnumerable<FormPart> parts, CancellationToken ct)
    {
        var text = new StringBuilder();
        await foreach (var part in parts.WithCancellation(ct))
        {
            if (part.Name == "skip") continue;
            var content = await part.ReadTextAsync(ct);
            text.Append(part.IsFile ? $"{part.Name}=<{part.SafeFileName}|{part.ContentType}|{content}>" : $"{part.Name}={content}").Append('&');
        }

        return text.ToString().TrimEnd('&');
    }

    [HttpPost("begun"), NeedsForm]
    public static async Task Begun(HttpResponse response, IAsyncEnumerable<FormPart> parts, CancellationToken ct)
    {
        await response.WriteAsync("begun", ct);
        await response.Body.FlushAsync(ct);
        await foreach (var part in parts.WithCancellation(ct)) await part.ReadTextAsync(ct);
    }

    [HttpPost("sunk"), NeedsForm(Sink = typeof(MemorySink))]
    public static string Sunk(FormData form) => string.Join('&', form.Select(field => field is UploadedFile file ? $"{file.Name}=<{file.FileName}|{file.Length}>" : $"{field.Name}={field.Value}"));

    [HttpPost("sunk-refused"), NeedsForm(Sink = typeof(MemorySink))]
    public static IResult SunkRefused(Form<Upload> form)
    {
        form.Errors.Add("title", "taken", "There is one of that title.");
        return form.Errors.ToProblem();
    }

    [HttpPost("sunk-bound"), NeedsForm(Sink = typeof(MemorySink))]
    public static string SunkBound(Upload form) => $"{form.Title} {form.Photo?.Length}";

    /// <summary>Catches what the server's own limit becomes.</summary>
    [HttpPost("caught"), NeedsForm]
    public static async Task<string> Caught(IAsyncEnumerable<FormPart> parts, CancellationToken ct)
    {
        try
        {
            await foreach (var part in parts.WithCancellation(ct)) await part.ReadTextAsync(ct);
            return "all";
        }
        catch (FormException error)
        {
            return $"{error.Limit} {error.LimitValue}";
        }
    }

    public sealed record Upload(string Title, UploadedFile? Photo);
}
