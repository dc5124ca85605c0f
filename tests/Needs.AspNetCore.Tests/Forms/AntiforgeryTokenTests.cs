using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Endpoints that ask for a token are served to those who have it.</summary>
public sealed class AntiforgeryTokenTests
{
    [Theory]
    [InlineData("good", "a=1")]
    [InlineData("bad", "400 antiforgery")]
    public async Task Token_IsReadFromTheForm(string token, string expected)
    {
        await using var exchange = Post($"a=1&token={token}");
        var form = await exchange.ReadAsync(new FormReadOptions { Antiforgery = Antiforgery.Token });

        Assert.Equal(expected, form is null ? exchange.DescribeAnswer() : $"a={form["a"]}");
    }

    [Fact]
    public async Task EndpointThatRequiresAToken_IsHeldToIt()
    {
        await using var exchange = Post("a=1&token=bad");
        exchange.Context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new RequireAntiforgeryToken()), "form"));

        Assert.Equal("400 antiforgery", await exchange.DescribeAsync());
    }

    [Fact]
    public async Task TokenThatTheMiddlewareRefused_IsRefused()
    {
        await using var exchange = Post("a=1&token=good");
        exchange.Context.Features.Set<IAntiforgeryValidationFeature>(new Verdict());

        Assert.Equal("400 antiforgery", await exchange.DescribeAsync());
    }

    private static FormExchange Post(string body) =>
        new("application/x-www-form-urlencoded", body, services => services.AddSingleton<IAntiforgery, Tokens>());

    private sealed class RequireAntiforgeryToken : IAntiforgeryMetadata
    {
        public bool RequiresValidation => true;
    }

    private sealed class Verdict : IAntiforgeryValidationFeature
    {
        public bool IsValid => false;

        public Exception? Error => null;
    }

    /// <summary>Finds its token where ASP.NET Core's own looks: in <c>Request.Form</c>.</summary>
    private sealed class Tokens : IAntiforgery
    {
        public async Task<bool> IsRequestValidAsync(HttpContext httpContext) => (await httpContext.Request.ReadFormAsync())["token"] == "good";

        public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => throw new NotSupportedException();

        public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => throw new NotSupportedException();

        public Task ValidateRequestAsync(HttpContext httpContext) => throw new NotSupportedException();

        public void SetCookieTokenAndHeader(HttpContext httpContext) => throw new NotSupportedException();
    }
}
