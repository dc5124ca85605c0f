using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>A browser says where a form comes from; forms of other sites are refused before they are read.</summary>
public sealed class CrossSiteTests
{
    private const string Served = "a=1";
    private const string Refused = "403 cross_site";

    [Theory]
    [InlineData(null, null, Served)]
    [InlineData("same-origin", null, Served)]
    [InlineData("none", null, Served)]
    [InlineData("same-origin", "https://evil.example", Served)]
    [InlineData("cross-site", null, Refused)]
    [InlineData("same-site", null, Refused)]
    [InlineData("same-site", "https://shop.example", Refused)]
    [InlineData("cross-site", "https://shop.example", Refused)]
    [InlineData("nonsense", "https://shop.example", Refused)]
    [InlineData("cross-site", "https://partner.example", Served)]
    [InlineData("cross-site", "https://partner.example:444", Refused)]
    [InlineData(null, "https://shop.example", Served)]
    [InlineData(null, "https://SHOP.example", Served)]
    [InlineData(null, "http://shop.example", Served)]
    [InlineData(null, "https://shop.example:443", Served)]
    [InlineData(null, "https://shop.example:8443", Refused)]
    [InlineData(null, "https://evil.example", Refused)]
    [InlineData(null, "https://shop.example.evil.example", Refused)]
    [InlineData(null, "https://partner.example", Served)]
    [InlineData(null, "null", Refused)]
    [InlineData(null, "shop.example", Refused)]
    public async Task Post_IsServedWhenItIsOfThisSite(string? site, string? origin, string expected)
    {
        await using var exchange = Post(site, origin, services =>
            services.Configure<NeedsOptions>(options => options.TrustedFormOrigins.Add("https://partner.example")));

        Assert.Equal(expected, await exchange.DescribeAsync());
    }

    [Theory]
    [InlineData("PUT", Refused)]
    [InlineData("PATCH", Refused)]
    [InlineData("DELETE", Refused)]
    [InlineData("get", "")]
    [InlineData("HEAD", "")]
    [InlineData("OPTIONS", "")]
    public async Task SafeMethods_AreServedFromAnywhere(string method, string expected)
    {
        await using var exchange = Post("cross-site", "https://evil.example");
        exchange.Context.Request.Method = method;

        Assert.Equal(expected, await exchange.DescribeAsync());
    }

    [Theory]
    [InlineData("same-origin", "localhost:5000", "http://localhost:5000", Served)]
    [InlineData(null, "localhost:5000", "http://localhost:5000", Served)]
    [InlineData(null, "localhost:5000", "http://localhost:5001", Refused)]
    [InlineData(null, "[::1]:5000", "http://[::1]:5000", Served)]
    [InlineData(null, "shop.example:443", "https://shop.example", Served)]
    [InlineData(null, "", "https://shop.example", Refused)]
    public async Task Origin_IsComparedWithTheHost(string? site, string host, string origin, string expected)
    {
        await using var exchange = Post(site, origin);
        exchange.Context.Request.Host = new HostString(host);

        Assert.Equal(expected, await exchange.DescribeAsync());
    }

    [Fact]
    public async Task JsonOfAnotherSite_IsRefusedAsThatFirst()
    {
        await using var exchange = Post("cross-site", null);
        exchange.Context.Request.ContentType = "application/json";

        Assert.Equal(Refused, await exchange.DescribeAsync());
    }

    [Fact]
    public async Task AntiforgeryNone_ServesAnySite()
    {
        await using var exchange = Post("cross-site", "https://evil.example");

        Assert.Equal(Served, await exchange.DescribeAsync(new FormReadOptions { Antiforgery = Antiforgery.None }));
    }

    [Fact]
    public async Task DisableAntiforgery_IsHonoured()
    {
        await using var exchange = Post("cross-site", "https://evil.example");
        exchange.Context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new Protection(false)), "form"));

        Assert.Equal(Served, await exchange.DescribeAsync());
    }

    [Theory]
    [InlineData("https://partner.example", Served)]
    [InlineData("https://evil.example", Refused)]
    public async Task OriginsOfTheEndpointsCorsPolicy_AreTrusted(string origin, string expected)
    {
        await using var exchange = Post("cross-site", origin, services =>
            services.AddCors(cors => cors.AddPolicy("partners", policy => policy.WithOrigins("https://partner.example"))));
        exchange.Context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new Microsoft.AspNetCore.Cors.EnableCorsAttribute("partners")), "form"));

        Assert.Equal(expected, await exchange.DescribeAsync());
    }

    [Fact]
    public async Task PolicyThatAllowsAnyOrigin_TrustsNone()
    {
        await using var exchange = Post("cross-site", "https://evil.example");
        var policy = new CorsPolicyBuilder().AllowAnyOrigin().Build();
        exchange.Context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new Microsoft.AspNetCore.Cors.CorsPolicyMetadata(policy)), "form"));

        Assert.Equal(Refused, await exchange.DescribeAsync());
    }

    private static FormExchange Post(string? site, string? origin, Action<IServiceCollection>? configure = null)
    {
        var exchange = new FormExchange("application/x-www-form-urlencoded", "a=1", configure);
        var request = exchange.Context.Request;
        request.Host = new HostString("shop.example");
        if (site is not null) request.Headers["Sec-Fetch-Site"] = site;
        if (origin is not null) request.Headers.Origin = origin;
        return exchange;
    }

    private sealed record Protection(bool RequiresValidation) : IAntiforgeryMetadata;
}
