using Microsoft.AspNetCore.WebUtilities;

namespace Needs.AspNetCore;

/// <summary>The parts of a multipart body while it arrives. Nothing of them is kept.</summary>
internal sealed class ArrivingParts(MultipartReader reader, FormBudget budget, CancellationToken aborted) : IDisposable
{
    private ArrivingContent? _current;

    /// <exception cref="FormException">The body is malformed, or over a limit.</exception>
    public async ValueTask<FormPart?> NextAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, aborted);
        _current?.Complete();
        _current = null;
        if (await MultipartBody.NextAsync(reader, budget.Limits, either.Token).ConfigureAwait(false) is not { } section) return null;

        var part = PartInfo.Read(section.Headers ?? [], budget.Limits);
        if (part.IsFile) budget.AddFile();
        else budget.AddField();
        budget.AddName(part.NameLength);
        _current = new ArrivingContent(section.Body, budget, part.IsFile);
        return part.ToPart(_current);
    }

    /// <summary>The part that was given out can be read no more.</summary>
    public void Dispose() => _current?.Dispose();
}
