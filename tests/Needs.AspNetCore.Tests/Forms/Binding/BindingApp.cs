using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Forms.Binding;

/// <summary>An application with all handlers of these tests; one for all of them.</summary>
public sealed class BindingApp : IAsyncLifetime
{
    private WebApplication _app = null!;

    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddNeeds(needs => needs.AddDatabase(new FakeDataSource()).AddDatabase("reporting", new FakeDataSource()));
        builder.Services.ConfigureHttpJsonOptions(static options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            options.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        _app = builder.Build();
        _app.Use(static (context, next) =>
        {
            if (context.Request.Query["culture"] is [{ } culture]) CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            return next(context);
        });
        BindingHandlers.Map(_app);
        PageHandlers.Map(_app);
        MinimalForms.Map(_app);
        await _app.StartAsync();
        Client = _app.GetTestClient();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>Posts a form as a browser would.</summary>
    public async Task<string> PostAsync(string path, string form)
    {
        using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        return await PostAsync(path, content);
    }

    /// <summary>
    /// The answer in short: the JSON of what was bound, or the errors, <c>field: message (code)</c>; another status is written before it.
    /// </summary>
    public async Task<string> PostAsync(string path, HttpContent content)
    {
        using var response = await Client.PostAsync(path, content);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode == System.Net.HttpStatusCode.OK) return text;
        var errors = response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? Errors(text) : text;
        return (int)response.StatusCode == 400 ? errors : $"{(int)response.StatusCode} {errors}";
    }

    private static string Errors(string problem)
    {
        using var document = JsonDocument.Parse(problem);
        if (!document.RootElement.TryGetProperty("errors", out var errors) || !document.RootElement.TryGetProperty("codes", out var codes)) return problem;
        return string.Join(
            "\n",
            from field in errors.EnumerateObject()
            from error in field.Value.EnumerateArray().Zip(codes.GetProperty(field.Name).EnumerateArray())
            select $"{field.Name}: {error.First.GetString()} ({error.Second.GetString()})");
    }
}
