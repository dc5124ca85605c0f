using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>One request with a form, without a server, and what became of it.</summary>
internal sealed class FormExchange : IAsyncDisposable
{
    private readonly Completion _response = new();
    private readonly ServiceProvider? _services;

    public FormExchange(string? contentType, Stream body, Action<IServiceCollection>? configure = null)
        : this(contentType, body, Services(configure))
        => _services = (ServiceProvider)Context.RequestServices;

    /// <summary>An exchange of several that share their services.</summary>
    public FormExchange(string? contentType, Stream body, IServiceProvider services)
    {
        Context = new DefaultHttpContext { RequestServices = services };
        Context.Features.Set<IHttpResponseFeature>(_response);
        Context.Response.Body = Answer;
        Context.Request.Method = "POST";
        Context.Request.ContentType = contentType;
        Context.Request.Body = body;
    }

    public FormExchange(string? contentType, string body, Action<IServiceCollection>? configure = null)
        : this(contentType, new MemoryStream(Encoding.Latin1.GetBytes(body)), configure)
    {
    }

    public DefaultHttpContext Context { get; }

    public static ServiceProvider Services(Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddOptions();
        configure?.Invoke(services);
        return services.BuildServiceProvider();
    }

    public MemoryStream Answer { get; } = new();

    public ValueTask<FormData?> ReadAsync(FormReadOptions? options = null) =>
        FormReader.ReadAsync(Context, options ?? new FormReadOptions { KeepBlankValues = true });

    /// <summary>The form in one line, or the status and the codes of the answer.</summary>
    public async Task<string> DescribeAsync(FormReadOptions? options = null)
    {
        var form = await ReadAsync(options);
        return form is null ? DescribeAnswer() : await DescribeAsync(form);
    }

    public static async Task<string> DescribeAsync(FormData form)
    {
        var text = new StringBuilder();
        foreach (var field in form)
        {
            if (text.Length > 0) text.Append('&');
            text.Append(field.Name).Append('=');
            if (field is UploadedFile file)
                text.Append('<').Append(file.FileName).Append('|').Append(Encoding.Latin1.GetString(await file.ReadAllBytesAsync())).Append('>');
            else
                text.Append(field.Value);
        }

        return text.ToString();
    }

    public string DescribeAnswer()
    {
        Assert.Equal("application/problem+json", Context.Response.ContentType);
        using var json = JsonDocument.Parse(Answer.ToArray());
        Assert.Equal(Context.Response.StatusCode, json.RootElement.GetProperty("status").GetInt32());
        var what = json.RootElement.TryGetProperty("limit", out var limit)
            ? limit.GetString()
            : string.Join(',', json.RootElement.GetProperty("codes").EnumerateObject().SelectMany(code => code.Value.EnumerateArray()));
        return $"{Context.Response.StatusCode} {what}";
    }

    /// <summary>Ends the request as a server does.</summary>
    public async ValueTask DisposeAsync()
    {
        await _response.CompleteAsync();
        if (_services is not null) await _services.DisposeAsync();
    }

    private sealed class Completion : HttpResponseFeature
    {
        private readonly Stack<(Func<object, Task> Run, object State)> _callbacks = [];

        public override void OnCompleted(Func<object, Task> callback, object state) => _callbacks.Push((callback, state));

        public async Task CompleteAsync()
        {
            while (_callbacks.TryPop(out var callback)) await callback.Run(callback.State);
        }
    }
}
