using Microsoft.Extensions.DependencyInjection;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>What <c>AddNeeds</c> says of forms holds for every endpoint.</summary>
public sealed class FormSettingsTests
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    [Fact]
    public async Task LimitForms_HoldsForEveryEndpoint()
    {
        await using var exchange = new FormExchange(UrlEncoded, "a=1&b=2", services =>
            services.AddNeeds(needs => needs.AddDatabase(new FakeDataSource()).LimitForms(limits => limits.MaxFields = 1)));

        Assert.Equal("413 MaxFields", await exchange.DescribeAsync());
    }

    [Fact]
    public async Task TrustFormsFrom_ServesThatSite()
    {
        await using var exchange = new FormExchange(UrlEncoded, "a=1", services =>
            services.AddNeeds(needs => needs.AddDatabase(new FakeDataSource()).TrustFormsFrom("https://partner.example")));
        exchange.Context.Request.Headers.Origin = "https://partner.example";

        Assert.Equal("a=1", await exchange.DescribeAsync());
    }

    [Theory]
    [InlineData("https://partner.example/")]
    [InlineData("https://partner.example/form")]
    [InlineData("https://partner.example:443")]
    [InlineData("partner.example")]
    [InlineData("*")]
    [InlineData("null")]
    public void TrustFormsFrom_WhatNoBrowserSays_Throws(string origin)
    {
        var services = new ServiceCollection();

        Assert.Throws<ArgumentException>(() => services.AddNeeds(needs => needs.TrustFormsFrom(origin)));
    }
}
