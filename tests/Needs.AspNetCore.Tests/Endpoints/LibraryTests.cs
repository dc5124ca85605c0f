using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Needs.AspNetCore.Tests.Library;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>Handlers of a class library, built as strictly as one can be: without reflection, all analyzers on, an older language version.</summary>
public sealed class LibraryTests
{
    [Fact]
    public async Task MapHandlers_MapsThoseOfReferencedAssemblies()
    {
        await using var app = await StartAsync(static app => app.MapGroup("/api").MapHandlers());

        Assert.Equal("""200 {"id":5,"title":"none"}""", await app.GetTextAsync("/api/library/books/5"));
        Assert.Equal("200 [7]", await app.GetTextAsync("/api/ours/int?id=7"));
    }

    [Fact]
    public async Task MappingByAssembly_MapsNoOther()
    {
        await using var app = await StartAsync(static app => app.MapNeedsAspNetCoreTestsLibraryHandlers());

        Assert.StartsWith("200", await app.GetTextAsync("/library/books/5"));
        Assert.Equal("404 ", await app.GetTextAsync("/ours/int?id=7"));
    }

    [Theory]
    [InlineData("/library/books/5?language=de", """200 {"id":5,"title":"de"}""")]
    [InlineData("/library/books/0", "200 null")]
    [InlineData("/library/books/6/async", """200 {"id":6,"title":"async"}""")]
    [InlineData("/library/books?id=1&id=2&day=Monday", """200 [{"id":1,"title":"Monday"},{"id":2,"title":"Monday"}]""")]
    [InlineData("/library/text", "200 True ")]
    [InlineData("/library/two", "200 two")]
    [InlineData("/library/instance/open", "200 Open")]
    public async Task Handlers_AnswerWithoutReflection(string path, string expected)
    {
        await using var app = await StartWithoutReflectionAsync();

        Assert.Equal(expected, await app.GetTextAsync(path));
    }

    [Fact]
    public async Task ProblemDetails_AreWrittenWithoutReflection()
    {
        await using var app = await StartWithoutReflectionAsync();

        Assert.Contains("\"day\":[\"The value is not a valid DayOfWeek.\"]", await app.GetTextAsync("/library/books?day=x"));
    }

    [Fact]
    public async Task Body_IsReadWithoutReflection()
    {
        await using var app = await StartWithoutReflectionAsync();

        using var response = await app.PostJsonAsync("/library/books", """{"id":1,"title":"posted"}""");

        Assert.Equal("""{"id":1,"title":"posted"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("OpenAsync, BeginAsync, CommitAsync, DisposeTransactionAsync, CloseAsync", app.Source.Log.ToString());
    }

    private static Task<EndpointApp> StartAsync(Action<WebApplication> map) =>
        EndpointApp.StartAsync(static builder => builder.Services.AddSingleton(TimeProvider.System).AddAuthorization(), map);

    private static Task<EndpointApp> StartWithoutReflectionAsync() => EndpointApp.StartAsync(
        static builder => builder.Services
            .AddSingleton(TimeProvider.System)
            .AddAuthorization()
            .ConfigureHttpJsonOptions(static options => options.SerializerOptions.TypeInfoResolver = LibraryJson.Default),
        static app => app.MapNeedsAspNetCoreTestsLibraryHandlers());
}
