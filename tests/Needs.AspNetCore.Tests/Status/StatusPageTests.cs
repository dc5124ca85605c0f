using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Needs.AspNetCore.Tests.Endpoints;

namespace Needs.AspNetCore.Tests.Status;

public sealed partial class StatusPageTests
{
    [Theory]
    [InlineData("/needs", "./needs/status.css")]
    [InlineData("/needs/", "status.css")]
    [InlineData("/NEEDS", "./NEEDS/status.css")]
    [InlineData("/ops/a%22%3Cb/needs", "./needs/status.css")]
    public async Task Page_FindsItsFilesFromWhereItIs(string path, string style)
    {
        await using var app = await StartAsync();

        var page = await app.Client.GetStringAsync(path);

        Assert.Contains($"<link rel=\"stylesheet\" href=\"{style}\">", page, StringComparison.Ordinal);
        using var found = await app.GetAsync(new Uri(new Uri(app.Client.BaseAddress!, path), style).PathAndQuery);
        Assert.Equal("text/css", found.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task AddressWithMarkup_IsEscaped()
    {
        await using var app = await EndpointApp.StartAsync(map: app => app.MapNeedsStatus("/{name}"));

        var page = await app.Client.GetStringAsync("/%22%3E%3Cscript%3Ealert(1)");

        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"./%22%3E%3Cscript%3Ealert(1)/status.css\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_NeedsNothingFromElsewhereAndNothingInline()
    {
        await using var app = await StartAsync();
        using var answer = await app.GetAsync("/needs");
        var page = await answer.Content.ReadAsStringAsync();
        var all = page;
        foreach (var file in new[] { "status.css", "status.js", "status.svg" }) all += await app.Client.GetStringAsync($"/needs/{file}");

        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotMatch(Inline(), page);
        Assert.All(Address().Matches(all), address => Assert.Equal("http://www.w3.org/2000/svg", address.Value));
    }

    private static Task<EndpointApp> StartAsync() => EndpointApp.StartAsync(map: app =>
    {
        app.MapNeedsStatus();
        app.MapGroup("/ops/{name}").MapNeedsStatus();
    });

    [GeneratedRegex(@"<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|\sstyle=", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"\w+://[^\s'""<)]+")]
    private static partial Regex Address();
}
