using System.IO.Pipelines;

namespace Needs.AspNetCore;

/// <summary>Reads application/x-www-form-urlencoded as it arrives.</summary>
internal static class UrlEncodedBody
{
    /// <summary>Appends the fields of a body to a form.</summary>
    /// <exception cref="FormException">The body is over a limit, or malformed where that is not forgiven.</exception>
    public static async Task ReadAsync(PipeReader body, FormData form, FormBudget budget, bool strict, CancellationToken ct)
    {
        using var reader = new UrlEncodedFormReader(form, FormSource.Body, budget, strict);
        for (var length = 0L; ;)
        {
            ReadResult read;
            try
            {
                read = await body.ReadAsync(ct).ConfigureAwait(false);
            }
            catch (Exception error) when (PartStream.IsEnd(error, ct))
            {
                throw PartStream.EndsTooSoon(error);
            }

            length += read.Buffer.Length;
            if (length > budget.Limits.MaxBodySize) throw FormException.OverLimit(nameof(FormLimits.MaxBodySize), budget.Limits.MaxBodySize.Value);
            foreach (var piece in read.Buffer) reader.Read(piece.Span);
            body.AdvanceTo(read.Buffer.End);
            if (!read.IsCompleted) continue;
            reader.Complete();
            return;
        }
    }
}
