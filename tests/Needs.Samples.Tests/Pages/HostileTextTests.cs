using System.Net.Http.Json;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Pages;

/// <summary>Text that would be markup, script or an attribute where it was not encoded.</summary>
[Collection(SqliteStore.Name)]
public sealed class HostileTextTests(SqliteStore fixture)
{
    public static TheoryData<string> Probes =>
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' autofocus onfocus=alert(1) x='",
        "</title></textarea></style><svg onload=alert(1)>",
        "javascript:alert(1)//",
        "{{7*7}} ${7*7} &lt;b&gt; &amp;",
        "<b>bold</b>\u2028\u202E\u0000 end",
    ];

    [Theory]
    [MemberData(nameof(Probes))]
    public async Task SearchText_ComesBackAsTextOnly(string probe)
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, $"/customers?search={Uri.EscapeDataString(probe)}");

        await AssertHarmlessAsync(window);
        if (!probe.Contains('\0')) Assert.Equal(probe, await window.Page.Locator("input[type=search]").InputValueAsync());
        Assert.Contains(probe.Split('\u2028')[0], await window.Page.Locator(".heading p").TextContentAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Probes))]
    public async Task StoredText_ComesBackAsTextOnly(string probe)
    {
        var note = probe.Replace("\0", "", StringComparison.Ordinal);
        using var placed = await fixture.Store.Http.PostAsJsonAsync(
            "/api/orders", new { customerId = 7, lines = new[] { new { productId = 40, quantity = 1 } }, note });
        placed.EnsureSuccessStatusCode();

        await using var window = await fixture.Browser.OpenAsync(fixture.Store, placed.Headers.Location!.ToString().Replace("/api", "", StringComparison.Ordinal));

        await AssertHarmlessAsync(window);
        Assert.Equal(note, await window.Page.Locator(".note p").TextContentAsync());
    }

    [Fact]
    public async Task HostileQueryName_IsNotRepeatedInAnErrorPage()
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, "/orders?status=%3Cscript%3Ealert(1)%3C/script%3E");

        await AssertHarmlessAsync(window, expectedStatus: 400);
        Assert.DoesNotContain("alert", await window.Page.ContentAsync(), StringComparison.Ordinal);
    }

    private static async Task AssertHarmlessAsync(Window window, int expectedStatus = 200)
    {
        Assert.Equal(0, await window.Page.Locator("script, main img, main svg[onload], main [onerror], main [onfocus]").CountAsync());
        Assert.DoesNotContain(window.Complaints, complaint => expectedStatus == 200 || !complaint.Contains($"{expectedStatus}", StringComparison.Ordinal));
    }
}
