using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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

    private static void Map(WebApplication app) =>
        new HandlerEndpoint(typeof(FormStartTests).GetMethod(nameof(Handler), BindingFlags.NonPublic | BindingFlags.Static)!, static _ => Task.CompletedTask)
            .Form(new FormReadOptions { Antiforgery = Antiforgery.Token })
            .Map(app, "/form", [HttpMethods.Post]);

    private static void Handler(FormData form) => Assert.NotNull(form);
}
