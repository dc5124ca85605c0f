using Microsoft.AspNetCore.Mvc;
using Needs.AspNetCore.Tests.Endpoints;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Handlers that take a form, with and without a connection.</summary>
[Route("/forms")]
public static partial class FormHandlers
{
    [HttpPost("lent/{id:int}"), NeedsDb, NeedsForm]
    public static async Task<string> Lent(FakeConnection db, FormData form, int id, CancellationToken ct)
    {
        await Task.Delay(1, ct);
        return $"{db.State} {id} {Text(form)}";
    }

    [HttpPost("lent-sync"), NeedsDb]
    public static string LentSync(FakeConnection db, [NeedsForm] FormData form) => $"{db.State} {Text(form)}";

    [HttpPost("unlent"), HttpGet("unlent"), NeedsForm]
    public static string Unlent(FormData form, IClock clock) => $"{clock.Now} {Text(form)}";

    [HttpPost("small"), NeedsForm(MaxFields = 2)]
    public static string Small(FormData form) => Text(form);

    [HttpPost("upload"), NeedsDb, NeedsForm]
    public static string Upload(FakeConnection db, FormData form) => $"{form.Files.Count} {form.GetFirst("note")}";

    [HttpGet("quick"), NeedsDb]
    public static string Quick(FakeConnection db)
    {
        using var command = db.CreateCommand();
        command.ExecuteNonQuery();
        return "quick";
    }

    [NeedsForm]
    public static string ByHand(FormData form) => Text(form);

    private static string Text(FormData form) => string.Join('&', form.Select(field => $"{field.Name}={field.Value}"));
}
