using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Needs.AspNetCore.Tests.Endpoints;

namespace Needs.AspNetCore.Tests.Status;

public sealed class StatusAccessTests
{
    public static TheoryData<string> Paths => ["/needs", "/needs/", "/needs/data", "/needs/status.css", "/needs/status.js", "/needs/status.svg"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task RequestOfThisMachine_IsAnswered(string path)
    {
        await using var app = await StartAsync();

        using var answer = await app.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task RequestOfAnotherMachine_FindsNothing(string path)
    {
        await using var app = await StartAsync(from: "10.1.2.3");

        Assert.Equal("404 ", await app.GetTextAsync(path));
        await app.UntilLoggedAsync("Information: The status of the databases was asked for and not shown: it came from another machine. To show it");
    }

    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("127.8.8.8", 200)]
    [InlineData("::1", 200)]
    [InlineData("::ffff:127.0.0.1", 200)]
    [InlineData("::ffff:10.1.2.3", 404)]
    [InlineData("192.168.0.7", 404)]
    [InlineData("fe80::1", 404)]
    [InlineData(null, 404)]
    public async Task Address_MustBeALoopbackOne(string? address, int status)
    {
        await using var app = await StartAsync(from: address);

        using var answer = await app.GetAsync("/needs/data");

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:5000", 200)]
    [InlineData("127.0.0.1:5000", 200)]
    [InlineData("[::1]:5000", 200)]
    [InlineData("rebound.example", 404)]
    [InlineData("localhost.rebound.example", 404)]
    [InlineData("127.0.0.1.rebound.example:5000", 404)]
    [InlineData("192.168.0.7", 404)]
    public async Task Host_MustNameThisMachine(string host, int status)
    {
        await using var app = await StartAsync();

        using var answer = await SendAsync(app, "/needs/data", ("Host", host));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("x-forwarded-proto")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Original-For")]
    [InlineData("Forwarded")]
    [InlineData("Via")]
    [InlineData("X-Real-IP")]
    [InlineData("CF-Connecting-IP")]
    [InlineData("True-Client-IP")]
    public async Task RequestThatAProxyPassedOn_FindsNothing(string header)
    {
        await using var app = await StartAsync();

        using var answer = await SendAsync(app, "/needs/data", (header, "127.0.0.1"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task RequestOfHttp10_FindsNothing()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/needs/data") { Version = HttpVersion.Version10 };

        using var answer = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/needs/data", "cross-site", "cors", 404)]
    [InlineData("/needs/data", "same-site", "no-cors", 404)]
    [InlineData("/needs/status.js", "cross-site", "no-cors", 404)]
    [InlineData("/needs/data", "same-origin", "cors", 200)]
    [InlineData("/needs", "none", "navigate", 200)]
    [InlineData("/needs", "cross-site", "navigate", 200)]
    public async Task PageOfAnotherSite_MayLinkButNotRead(string path, string site, string mode, int status)
    {
        await using var app = await StartAsync();

        using var answer = await SendAsync(app, path, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("visitor", 403)]
    [InlineData("operator", 200)]
    public async Task Authorization_DecidesAlone(string? user, int status)
    {
        await using var app = await StartAsync(from: "10.1.2.3", protect: page => page.RequireAuthorization("operators"));

        using var page = await SendAsync(app, "/needs", ("X-User", user), ("X-Forwarded-For", "10.9.9.9"), ("Host", "shop.example"));
        using var data = await SendAsync(app, "/needs/data", ("X-User", user), ("X-Forwarded-For", "10.9.9.9"), ("Host", "shop.example"));

        Assert.Equal(status, (int)page.StatusCode);
        Assert.Equal(status, (int)data.StatusCode);
    }

    [Fact]
    public async Task Authorization_IsAskedOfThisMachineToo()
    {
        await using var app = await StartAsync(protect: page => page.RequireAuthorization("operators"));

        Assert.Equal("401 ", await app.GetTextAsync("/needs/data"));
    }

    [Fact]
    public async Task AuthorizationThatLetsEverybodyIn_DoesNotCount()
    {
        await using var app = await StartAsync(from: "10.1.2.3", protect: page => page.RequireAuthorization("operators").AllowAnonymous());

        Assert.Equal("404 ", await app.GetTextAsync("/needs/data"));
    }

    [Fact]
    public async Task AnotherPattern_MovesThePage()
    {
        await using var app = await EndpointApp.StartAsync(map: app => app.MapGroup("/ops/{region}").MapNeedsStatus("connections"));

        Assert.StartsWith("200 <!doctype html>", await app.GetTextAsync("/ops/eu/connections"));
        Assert.StartsWith("200 {", await app.GetTextAsync("/ops/eu/connections/data"));
    }

    [Fact]
    public async Task NoDatabases_SaysWhatToCall()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.MapNeedsStatus());

        Assert.StartsWith("There is no database to show: call builder.Services.AddNeeds(…)", error.Message);
    }

    private const string Real = "the address that the request has";

    private static Task<EndpointApp> StartAsync(string? from = Real, Action<IEndpointConventionBuilder>? protect = null) => EndpointApp.StartAsync(
        builder =>
        {
            builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderUser>("header", null);
            builder.Services.AddAuthorizationBuilder().AddPolicy("operators", policy => policy.RequireRole("operator"));
        },
        app =>
        {
            app.Use((context, next) =>
            {
                if (from != Real) context.Connection.RemoteIpAddress = from is null ? null : IPAddress.Parse(from);
                return next(context);
            });
            app.UseAuthentication();
            app.UseAuthorization();
            var page = app.MapNeedsStatus();
            protect?.Invoke(page);
        });

    private static Task<HttpResponseMessage> SendAsync(EndpointApp app, string path, params (string Name, string? Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        }
        return app.Client.SendAsync(request);
    }

    /// <summary>Whoever the request says, in that role.</summary>
    private sealed class HeaderUser(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers["X-User"] is [{ } user]
            ? AuthenticateResult.Success(new AuthenticationTicket(
                new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, user)], Scheme.Name)), Scheme.Name))
            : AuthenticateResult.NoResult());
    }
}
