using System.ComponentModel;

namespace Needs.AspNetCore;

/// <summary>The parts of a form, those of the query first. May be enumerated once: they are read while they arrive.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FormParts : IAsyncEnumerable<FormPart>, IAsyncDisposable
{
    private readonly FormData _read;
    private readonly ArrivingParts? _arriving;
    private bool _isEnumerated;

    internal FormParts(FormData read, ArrivingParts? arriving) => (_read, _arriving) = (read, arriving);

    /// <inheritdoc/>
    public IAsyncEnumerator<FormPart> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_isEnumerated && _arriving is not null)
            throw new InvalidOperationException("The parts of a form can be enumerated once: they are read while they arrive, and kept nowhere.");
        _isEnumerated = true;
        return Enumerate(cancellationToken);
    }

    /// <summary>Ends the part that is being read.</summary>
    public ValueTask DisposeAsync()
    {
        _arriving?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async IAsyncEnumerator<FormPart> Enumerate(CancellationToken ct)
    {
        foreach (var field in _read)
        {
            var content = field.OpenReadStream();
            await using (content.ConfigureAwait(false))
                yield return new FormPart(field.Name, field.FileName, content, PartInfo.HeadersOf(field));
        }

        if (_arriving is null) yield break;
        while (await _arriving.NextAsync(ct).ConfigureAwait(false) is { } part) yield return part;
    }
}
