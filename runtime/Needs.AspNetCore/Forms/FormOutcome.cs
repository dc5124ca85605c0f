using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

/// <summary>
/// Whether a handler that ended well has accepted its form: then what the form's sink was given stays, also when the client left before the
/// answer was out, or the answer could not be written. A result that is an answer of 400 and above has refused it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FormOutcome : IDisposable
{
    private readonly HttpContext? _context;

    internal FormOutcome(HttpContext context) => _context = context;

    /// <summary>The result was written as far as it could be: the status is the result's own, before the server has its say.</summary>
    public void Dispose()
    {
        if (_context?.Response.StatusCode < StatusCodes.Status400BadRequest) _context.Feature<ReceivedForm>()?.Keep();
    }
}
