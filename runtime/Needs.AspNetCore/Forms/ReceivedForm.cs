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
    private readonly FormData _form = new();
    private FormUploads? _uploads;
    private View? _views;
    private bool _hasQuery;
    private bool _isKept;
    private Task? _body;

    private ReceivedForm(HttpContext context, FormReadOptions options)
    {
        _context = context;
        _options = options;
        Services = context.RequestServices;
        Settings = FormSettings.Of(Services);
        _budget = new FormBudget(options.Limit(Settings.FormLimits));
    }

    /// <summary>The request's services: a context looks them up again whenever a feature was set.</summary>
    public IServiceProvider Services { get; }

    /// <summary>What the application says of all its forms.</summary>
    public NeedsOptions Settings { get; }

    public static ReceivedForm Of(HttpContext context, FormReadOptions options)
    {
        if (context.Feature<ReceivedForm>() is { } known) return known;
        var form = new ReceivedForm(context, options);
        context.Features[typeof(ReceivedForm)] = form;
        return form;
    }

    /// <summary>The fields of the sources that are asked for, those of the query first.</summary>
    /// <exception cref="FormException">The form is malformed or over a limit.</exception>
    /// <exception cref="FormRefusal">The body is no form, or can't be read.</exception>
    public async ValueTask<FormData> ReadAsync(FormReadOptions options)
    {
        var hasBody = HasBody(_context.Request.Method);
        var source = options.Source ?? (hasBody ? FormSource.Body : FormSource.Query);
        for (var known = _views; known is not null; known = known.Next)
            if (known.Source == source && known.KeepsBlankValues == options.KeepBlankValues) return known.Form;

        if (!_hasQuery) ReadQuery();
        if (hasBody && source.HasFlag(FormSource.Body)) await (_body ??= ReadBodyAsync()).ConfigureAwait(false);

        _views = new View(source, options.KeepBlankValues, _form.Filter(source, options.KeepBlankValues), _views);
        return _views.Form;
    }

    /// <summary>The parts of the sources that are asked for, those of a multipart body as they arrive.</summary>
    /// <exception cref="FormException">The form is malformed or over a limit.</exception>
    /// <exception cref="FormRefusal">The body is no form, or can't be read.</exception>
    public async ValueTask<FormParts> ReadPartsAsync(FormReadOptions options)
    {
        var source = options.Source ?? (HasBody(_context.Request.Method) ? FormSource.Body : FormSource.Query);
        var type = FormContentType.Of(_context.Request.ContentType, _budget.Limits.MaxBoundaryLength);
        var arrives = HasBody(_context.Request.Method) && source.HasFlag(FormSource.Body) && type.Encoding == FormEncoding.Multipart
            && _body is null && _context.Feature<IFormFeature>() is not { Form: not null };
        if (!arrives) return new FormParts(await ReadAsync(options.AsSent()).ConfigureAwait(false), arriving: null);

        if (_budget.Limits.MaxBodySize is { } size) LimitBody(size);
        if (source == FormSource.Both && !_hasQuery) ReadQuery();
        _body = Task.FromException(new InvalidOperationException("The body of the request is read in parts, by another handler."));
        var reader = MultipartBody.Open(_context.Request, type.Boundary, _budget.Limits);
        return new FormParts(_form.Filter(source & FormSource.Query, keepBlankValues: true), new ArrivingParts(reader, _budget, _context.RequestAborted));
    }

    /// <summary>What a sink was given stays.</summary>
    public void Keep() => _isKept = true;

    /// <summary>A handler that failed, or never came to run, leaves nothing in a sink.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isKept && _uploads is not null) await _uploads.DiscardAsync().ConfigureAwait(false);
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
        if (_context.Feature<IFormFeature>() is { Form: { } read })
        {
            _context.Response.RegisterForDisposeAsync(this);
            AddRead(read);
            return;
        }

        var contentType = request.ContentType;
        if (string.IsNullOrWhiteSpace(contentType) && IsEmpty(request)) return;

        var type = FormContentType.Of(contentType, limits.MaxBoundaryLength);
        if (type.Encoding == FormEncoding.Unsupported) throw FormRefusal.ContentType();
        if (type.Encoding == FormEncoding.NoBoundary) throw FormException.Malformed("The Content-Type has no boundary, or several, or a malformed one.");

        if (limits.MaxBodySize is { } size) LimitBody(size);
        if (type.Encoding == FormEncoding.UrlEncoded)
            await UrlEncodedBody.ReadAsync(request.BodyReader, _form, _budget, _options.Strict, ct).ConfigureAwait(false);
        else
            await ReadMultipartAsync(type.Boundary).ConfigureAwait(false);
        _context.Features[typeof(IFormFeature)] = new FormFeature(_form);
    }

    private bool IsEmpty(HttpRequest request) =>
        request.ContentLength == 0 || _context.Feature<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    private void LimitBody(long size)
    {
        if (_context.Request.ContentLength > size) throw FormException.OverLimit(nameof(FormLimits.MaxBodySize), size);
        if (_context.Feature<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server) server.MaxRequestBodySize = size;
    }

    private Task ReadMultipartAsync(string boundary)
    {
        _context.Response.RegisterForDisposeAsync(this);
        _uploads = new FormUploads(_budget.Limits, _options.Sink?.Invoke(Services), _context);
        return new MultipartBody(_budget, _uploads).ReadAsync(_context.Request, boundary, _form, _context.RequestAborted);
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
            _form.Add(new UploadedFile(file.Name, file.FileName, new ForeignContent(file), PartInfo.HeadersOf(file)));
        }
    }

    /// <summary>What was given to handlers that ask for the same.</summary>
    private sealed record View(FormSource Source, bool KeepsBlankValues, FormData Form, View? Next);
}
