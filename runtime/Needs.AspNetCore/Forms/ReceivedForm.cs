using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Needs.AspNetCore;

/// <summary>The form of one request: read once however many handlers ask for it, let go of at the end of the request.</summary>
internal sealed class ReceivedForm : IAsyncDisposable
{
    private readonly HttpContext _context;
    private readonly FormReadOptions _options;
    private readonly FormBudget _budget;
    private readonly FormUploads _uploads;
    private readonly FormData _form = new();
    private readonly Dictionary<(FormSource Source, bool KeepBlankValues), FormData> _views = [];
    private bool _hasQuery;
    private Task? _body;

    private ReceivedForm(HttpContext context, FormReadOptions options)
    {
        var limits = options.Limit(FormSettings.Of(context).FormLimits);
        _context = context;
        _options = options;
        _budget = new FormBudget(limits);
        _uploads = new FormUploads(limits, options.Sink?.Invoke(context.RequestServices), context.Logger());
        context.Response.RegisterForDisposeAsync(this);
    }

    public static ReceivedForm Of(HttpContext context, FormReadOptions options)
    {
        if (context.Features.Get<ReceivedForm>() is { } known) return known;
        var form = new ReceivedForm(context, options);
        context.Features.Set(form);
        return form;
    }

    /// <summary>The fields of the sources that are asked for, those of the query first.</summary>
    /// <exception cref="FormException">The form is malformed or over a limit.</exception>
    /// <exception cref="FormRefusal">The body is no form, or can't be read.</exception>
    public async ValueTask<FormData> ReadAsync(FormReadOptions options)
    {
        var hasBody = HasBody(_context.Request.Method);
        var source = options.Source ?? (hasBody ? FormSource.Body : FormSource.Query);
        if (_views.TryGetValue((source, options.KeepBlankValues), out var known)) return known;

        if (!_hasQuery) ReadQuery();
        if (hasBody && source.HasFlag(FormSource.Body)) await (_body ??= ReadBodyAsync()).ConfigureAwait(false);

        var view = _form.Filter(source, options.KeepBlankValues);
        _views.Add((source, options.KeepBlankValues), view);
        return view;
    }

    /// <summary>A request that failed, in whatever way, leaves nothing in a sink.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_context.Response.StatusCode >= StatusCodes.Status400BadRequest || _context.RequestAborted.IsCancellationRequested)
            await _uploads.DiscardAsync().ConfigureAwait(false);
        await _form.DisposeAsync().ConfigureAwait(false);
    }

    private static bool HasBody(string method) => HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method);

    private void ReadQuery()
    {
        if (_context.Request.QueryString.Value is { Length: > 1 } query)
        {
            using var reader = new UrlEncodedFormReader(_form, FormSource.Query, _budget, _options.Strict);
            reader.Read(Encoding.UTF8.GetBytes(query[1..]));
            reader.Complete();
        }

        _hasQuery = true;
    }

    private async Task ReadBodyAsync()
    {
        var (request, limits, ct) = (_context.Request, _budget.Limits, _context.RequestAborted);
        if (_context.Features.Get<IFormFeature>() is { Form: { } read })
        {
            AddRead(read);
            return;
        }

        var isEmpty = request.ContentLength == 0 || _context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
        if (isEmpty && string.IsNullOrWhiteSpace(request.ContentType)) return;

        var type = FormContentType.Of(request.ContentType, limits.MaxBoundaryLength);
        if (type.Encoding == FormEncoding.Unsupported) throw FormRefusal.ContentType();
        if (type.Encoding == FormEncoding.NoBoundary) throw FormException.Malformed("The Content-Type has no boundary, or several, or a malformed one.");

        if (request.ContentLength > limits.MaxBodySize) throw FormException.OverLimit(nameof(FormLimits.MaxBodySize), limits.MaxBodySize.Value);
        if (limits.MaxBodySize is { } size && _context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
            server.MaxRequestBodySize = size;

        if (type.Encoding == FormEncoding.UrlEncoded)
            await UrlEncodedBody.ReadAsync(request.BodyReader, _form, _budget, _options.Strict, ct).ConfigureAwait(false);
        else
            await new MultipartBody(_budget, _uploads).ReadAsync(request.Body, type.Boundary, _form, ct).ConfigureAwait(false);
        _context.Features.Set<IFormFeature>(new FormFeature(_form.Filter(FormSource.Body, keepBlankValues: true)));
    }

    /// <summary>Takes over what another part of the application read before: the order across names is lost then.</summary>
    private void AddRead(IFormCollection read)
    {
        foreach (var (name, values) in read)
        {
            foreach (var value in values)
            {
                _budget.AddField();
                _budget.AddName(Encoding.UTF8.GetByteCount(name));
                _budget.AddText(Encoding.UTF8.GetByteCount(value ?? ""));
                _form.Add(name, value ?? "");
            }
        }

        foreach (var file in read.Files)
        {
            _budget.AddFile();
            if (file.Length > _budget.Limits.MaxFileSize) throw FormException.OverLimit(nameof(FormLimits.MaxFileSize), _budget.Limits.MaxFileSize);
            _form.Add(new FormFile(file.Name, file.FileName, new ForeignContent(file), PartInfo.HeadersOf(file)));
        }
    }
}
