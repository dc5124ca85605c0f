namespace Needs.Runtime.Tests.Forms;

/// <summary>What came of a body: its fields, and the fault that ended the reading.</summary>
internal sealed record UrlEncodedOutcome(string Fields, string? Fault)
{
    public static UrlEncodedOutcome Of(ReadOnlySpan<byte> body, IEnumerable<int> pieces, FormLimits limits, bool strict)
    {
        var form = new FormData();
        using var reader = new UrlEncodedFormReader(form, FormSource.Body, new FormBudget(limits), strict);
        string? fault = null;
        try
        {
            foreach (var piece in pieces)
            {
                reader.Read(body[..Math.Min(piece, body.Length)]);
                body = body[Math.Min(piece, body.Length)..];
            }

            reader.Read(body);
            reader.Complete();
        }
        catch (FormException error)
        {
            fault = error.Message;
        }

        return new(Text(form.Select(field => (field.Name, field.Value))), fault);
    }

    public static string Text(IEnumerable<(string Name, string Value)> fields) =>
        string.Concat(fields.Select(field => $"[{field.Name}|{field.Value}]"));
}
