using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>What is missing for forms is found when the application starts.</summary>
public sealed class FormStartTests
{
    [Fact]
    public async Task TokenWithoutAnythingThatChecksIt_FailsWhenTheHandlerIsMapped()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        var error = Assert.Throws<InvalidOperationException>(() => Map(app));

        Assert.Contains("FormStartTests.Handler asks for an antiforgery token", error.Message);
        Assert.Contains("call builder.Services.AddAntiforgery()", error.Message);
    }

    [Fact]
    public async Task TokenThatCanBeChecked_IsFine()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddAntiforgery();
        await using var app = builder.Build();

        Map(app);
    }

    [Fact]
    public async Task ApplicationThatSpeaksOfFormsOnly_NeedsNoDatabase()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddNeeds(needs => needs.LimitForms(limits => limits.MaxFields = 5).TrustFormsFrom("https://partner.example"));
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");

        await app.StartAsync();
        await app.StopAsync();
    }

    [Theory]
    [InlineData(true, Antiforgery.CrossSite, true)]
    [InlineData(true, Antiforgery.None, false)]
    [InlineData(false, Antiforgery.CrossSite, false)]
    public async Task TokenThatMetadataAsksFor_FailsWhenTheEndpointIsBuilt(bool required, Antiforgery antiforgery, bool fails)
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        Map(app.MapGroup("").WithMetadata(new RequireAntiforgeryTokenAttribute(required)), antiforgery);

        var error = Record.Exception(() => ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Count());

        Assert.Equal(fails, error is InvalidOperationException);
        if (fails) Assert.Contains("FormStartTests.Handler asks for an antiforgery token ([RequireAntiforgeryToken])", error!.Message);
    }

    private static void Map(IEndpointRouteBuilder app, Antiforgery antiforgery = Antiforgery.Token) =>
        new HandlerEndpoint(typeof(FormStartTests).GetMethod(nameof(Handler), BindingFlags.NonPublic | BindingFlags.Static)!, static _ => Task.CompletedTask)
            .Form(new FormReadOptions { Antiforgery = antiforgery })
            .Map(app, "/form", [HttpMethods.Post]);

    private static void Handler(FormData form) => Assert.NotNull(form);
}
