using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>What is said of a handler or its type holds for its endpoint, however it is mapped.</summary>
public sealed class AttributeTests
{
    [Theory]
    [InlineData("/attributes/open/free", null, 200)]
    [InlineData("/attributes/open/closed", null, 401)]
    [InlineData("/attributes/open/closed", "customers", 200)]
    [InlineData("/attributes/closed/inherits", null, 401)]
    [InlineData("/attributes/closed/anonymous", null, 200)]
    [InlineData("/attributes/inner", null, 401)]
    [InlineData("/attributes/derived", null, 401)]
    [InlineData("/attributes/derived", "customers", 200)]
    [InlineData("/attributes/admins", null, 401)]
    [InlineData("/attributes/admins", "customers", 403)]
    [InlineData("/attributes/admins", "admins", 200)]
    [InlineData("/attributes/hidden", null, 401)]
    [InlineData("/attributes/hidden", "customers", 200)]
    public async Task MappedHandler_IsProtectedAsItSays(string path, string? role, int status)
    {
        await using var app = await StartAsync(static app => app.MapHandlers());

        Assert.Equal(status, await StatusAsync(app, path, role));
    }

    [Fact]
    public async Task EndpointMappedByHand_IsProtectedAsItsHandlerAndTypes()
    {
        await using var app = await StartAsync(static app =>
        {
            app.MapGet("/method", OpenHandlers.ClosedEndpoint);
            app.MapGet("/type", ClosedHandlers.InheritsEndpoint);
            app.MapGet("/outer", ClosedHandlers.Inner.NestedEndpoint);
            app.MapGet("/base", DerivedHandlers.GetEndpoint);
            app.Map("/any", (Delegate)DerivedHandlers.GetEndpoint);
        });

        foreach (var path in new[] { "/method", "/type", "/outer", "/base", "/any" })
            Assert.Equal(401, await StatusAsync(app, path, null));
    }

    [Fact]
    public async Task EndpointMappedByHandWithoutAProtectionThatCanNotBeCopied_DoesNotRun()
    {
        await using var app = await StartAsync(static app =>
        {
            app.MapGet("/bare", AdminHandlers.GetEndpoint);
            app.MapGet("/inherited", HiddenProtection.GetEndpoint);
            app.MapGet("/complete", AdminHandlers.GetEndpoint).WithMetadata(new AdminsOnlyAttribute());
        });

        Assert.Equal(500, await StatusAsync(app, "/bare", "admins"));
        Assert.Contains(app.Log.Lines, line => line.Contains("without the [AdminsOnlyAttribute] of its handler", StringComparison.Ordinal));
        Assert.Equal(500, await StatusAsync(app, "/inherited", "admins"));
        Assert.Contains(app.Log.Lines, line => line.Contains("InternalAuthorizeAttribute] of its handler", StringComparison.Ordinal));
        Assert.Equal(200, await StatusAsync(app, "/complete", "admins"));
        Assert.Equal(403, await StatusAsync(app, "/complete", "customers"));
    }

    [Fact]
    public async Task Attributes_KeepTheirArguments()
    {
        await using var app = await StartAsync(static app => app.MapHandlers());

        var label = Find(app, "/attributes/open/closed").Metadata.GetMetadata<LabelledAttribute>()!;

        Assert.Equal(Labels.First | Labels.Second, label.Labels);
        Assert.Equal(typeof(List<string>), label.Type);
        Assert.Equal(["a\"b", null], label.Texts);
        Assert.Equal([1, 2], label.Numbers);
        Assert.Equal(["one", "two"], Find(app, "/attributes/open/closed").Metadata.GetMetadata<ITagsMetadata>()!.Tags);
    }

    [Fact]
    public async Task AttributeOfMethod_OutweighsThatOfType()
    {
        await using var app = await StartAsync(static app => app.MapHandlers());

        Assert.Equal(["type"], Find(app, "/attributes/closed/inherits").Metadata.GetMetadata<LabelledAttribute>()!.Texts);
        Assert.Equal(["method"], Assert.Single(Find(app, "/attributes/closed/own").Metadata.GetOrderedMetadata<LabelledAttribute>()).Texts);
    }

    [Fact]
    public async Task AttributesOfBaseType_AreInheritedWhenTheirUsageSaysSo()
    {
        await using var app = await StartAsync(static app => app.MapHandlers());

        var metadata = Find(app, "/attributes/derived").Metadata;

        Assert.Equal("base", metadata.GetMetadata<TypeOnlyAttribute>()?.Text);
        Assert.NotNull(metadata.GetMetadata<System.ComponentModel.DescriptionAttribute>());
        Assert.Null(metadata.GetMetadata<NotInheritedAttribute>());
    }

    [Fact]
    public async Task ConventionsOfTheGroup_HoldForAllHandlers()
    {
        await using var app = await StartAsync(static app => app.MapGroup("/api").MapHandlers()
            .RequireAuthorization()
            .WithTags("shop")
            .AddEndpointFilter(async (context, next) =>
            {
                context.HttpContext.Response.Headers["X-Filtered"] = "yes";
                return await next(context);
            }));

        Assert.Equal(404, await StatusAsync(app, "/attributes/open/free", "customers"));
        Assert.Equal(401, await StatusAsync(app, "/api/attributes/open/free", null));
        using var response = await SendAsync(app, "/api/attributes/open/free", "customers");
        Assert.Equal("free", await response.Content.ReadAsStringAsync());
        Assert.True(response.Headers.Contains("X-Filtered"));
        Assert.Equal(["shop"], Find(app, "/api/attributes/open/free").Metadata.GetMetadata<ITagsMetadata>()!.Tags);
        Assert.Equal(["one", "two"], Find(app, "/api/attributes/open/closed").Metadata.GetMetadata<ITagsMetadata>()!.Tags);
    }

    private static Task<EndpointApp> StartAsync(Action<WebApplication> map) => EndpointApp.StartAsync(
        static builder =>
        {
            builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, RoleHeaderHandler>("test", null);
            builder.Services.AddAuthorization();
        },
        map);

    private static RouteEndpoint Find(EndpointApp app, string pattern) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>().Single(endpoint => endpoint.RoutePattern.RawText == pattern);

    private static async Task<int> StatusAsync(EndpointApp app, string path, string? role)
    {
        using var response = await SendAsync(app, path, role);
        return (int)response.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(EndpointApp app, string path, string? role)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (role is not null) request.Headers.Add("X-Role", role);
        return await app.Client.SendAsync(request);
    }

    /// <summary>Believes what the client says it is.</summary>
    private sealed class RoleHeaderHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (!Request.Headers.TryGetValue("X-Role", out var role)) return Task.FromResult(AuthenticateResult.NoResult());
            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Role, role.ToString())], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}
