using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Needs.Samples.Tests.Pages;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Forms;

[Collection(FormStore.Name)]
public sealed class SignUpTests(SqliteStore fixture) : IAsyncLifetime
{
    private const string Path = "/customers/sign-up";

    private Store Store => fixture.Store;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Store.AssertNothingLentAsync();

    [Theory]
    [InlineData("Łucja Müller-Wójcik", "Lucja@Example.com", true)]
    [InlineData("Prince", "prince@example.com", false)]
    public async Task GoodInput_LeadsToTheNewCustomer(string name, string email, bool withScript)
    {
        await using var window = await fixture.Browser.OpenAsync(Store, "/customers", withScript: withScript);

        await window.ClickLinkAsync("Sign up");
        await FillAsync(window, name, email, "Gdańsk", "Poland");
        await window.PressAsync("Sign up");

        Assert.Matches("/customers/[0-9]+$", window.Page.Url);
        Assert.Equal(name, await window.HeadingAsync());
        Assert.Contains(email.ToLowerInvariant(), await window.Page.Locator(".person").InnerTextAsync(), StringComparison.Ordinal);

        await window.Page.ReloadAsync();
        await window.Page.GotoAsync($"/customers?search={Uri.EscapeDataString($"{name} {email}")}");
        Assert.Single(await window.RowsAsync());
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData(true, ColorScheme.Light)]
    [InlineData(false, ColorScheme.Dark)]
    public async Task BadInput_IsShownAgainWithWhatIsWrongBesideIt(bool withScript, ColorScheme scheme)
    {
        await using var window = await fixture.Browser.OpenAsync(Store, Path, scheme: scheme, withScript: withScript);

        await FillAsync(window, "   ", "nobody", "Zürich", "");
        await window.PressAsync("Sign up");

        Assert.Equal("Please tell us your name.", await window.WrongAsync("name"));
        Assert.Equal("That is no e-mail address: one looks like zoe@example.com.", await window.WrongAsync("email"));
        Assert.Equal("Please tell us your country.", await window.WrongAsync("country"));
        Assert.Equal(3, await window.Page.Locator("[aria-invalid]").CountAsync());
        Assert.Equal(("nobody", "Zürich", ""), (await window.TypedAsync("email"), await window.TypedAsync("city"), await window.TypedAsync("country")));
        Assert.StartsWith("Error:", await window.Page.TitleAsync(), StringComparison.Ordinal);
        await Legibility.AssertAsync(window);
    }

    [Fact]
    public async Task Problems_HaveTheFocusAndLeadToTheirFields()
    {
        await using var window = await fixture.Browser.OpenAsync(Store, Path, width: 320);

        await window.PressAsync("Sign up");

        Assert.Equal("problems", await window.FocusAsync());
        Assert.Equal(4, (await window.ProblemsAsync()).Count);
        Assert.False(await window.OverflowsAsync());

        await window.ClickLinkAsync("Please tell us your town.");
        Assert.Equal("city", await window.FocusAsync());
    }

    [Theory]
    [MemberData(nameof(HostileTextTests.Probes), MemberType = typeof(HostileTextTests))]
    public async Task HostileText_ComesBackAsTextOnly(string probe)
    {
        await using var window = await fixture.Browser.OpenAsync(Store, Path);
        var typed = probe.Replace("\0", "", StringComparison.Ordinal);

        await FillAsync(window, typed, typed, typed, "");
        await window.PressAsync("Sign up");

        Assert.Equal((typed, typed, typed), (await window.TypedAsync("name"), await window.TypedAsync("email"), await window.TypedAsync("city")));
        Assert.Equal(0, await window.Page.Locator("script, main img, main svg, main [onerror], main [onfocus]").CountAsync());
        Assert.All(window.Complaints, complaint => Assert.Contains("400", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TakenEmail_IsRefusedByTheDatabaseAndCorrected()
    {
        await using var window = await fixture.Browser.OpenAsync(Store, Path);

        await FillAsync(window, "Another Nils", " NILS.AKESSON2@example.com", "Lund", "Sweden");
        await window.PressAsync("Sign up");

        Assert.Equal("Somebody has signed up with this address already.", await window.WrongAsync("email"));
        Assert.Equal(["Somebody has signed up with this address already."], await window.ProblemsAsync());
        Assert.Equal("Another Nils", await window.TypedAsync("name"));

        await window.FillAsync("email", "another.nils@example.com");
        await window.PressAsync("Sign up");
        Assert.Equal("Another Nils", await window.HeadingAsync());
    }

    [Fact]
    public async Task SameEmailAtTheSameTime_IsTakenOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(
            ("name", "Eight Times"), ("email", "eight@example.com"), ("city", "Leeds"), ("country", "United Kingdom"))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Contains("signed up with this address", answer.Text, StringComparison.Ordinal));
        Assert.Contains("1 person for", await Store.Http.GetStringAsync("/customers?search=eight%20times"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FieldsThatTheFormDoesNotHave_ChangeNothing()
    {
        var (status, text) = await PostAsync(
            ("name", "Over Poster"), ("email", "over@example.com"), ("city", "Bath"), ("country", "United Kingdom"),
            ("id", "1"), ("joined", "1999-01-01"), ("orders", "99"), ("photo", "/etc/passwd"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("1999", text, StringComparison.Ordinal);
        Assert.DoesNotContain("passwd", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextThatIsTooLongOrSentTwice_IsRefused()
    {
        var (status, text) = await PostAsync(
            ("name", new string('x', 101)), ("email", "one@example.com"), ("email", "two@example.com"), ("city", "Bath"), ("country", "United Kingdom"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("A name has at most 100 characters.", text, StringComparison.Ordinal);
        Assert.Contains("""id="email-error">""", text, StringComparison.Ordinal);
        Assert.DoesNotContain("""id="city-error">""", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameFormForPrograms_IsAnsweredInJson()
    {
        var (status, text) = await PostAsync("/api/customers", ("name", "Robot"), ("email", "nobody"), ("city", "Turku"));
        using var problem = JsonDocument.Parse(text);
        var errors = problem.RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["country", "email"], errors.Order());
        Assert.Equal("required", problem.RootElement.GetProperty("codes").GetProperty("country")[0].GetString());
        Assert.DoesNotContain("nobody", text, StringComparison.Ordinal);

        (status, text) = await PostAsync("/api/customers", ("name", "Robot"), ("email", "robot@example.com"), ("city", "Turku"), ("country", "Finland"));
        using var robot = JsonDocument.Parse(text);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(text, await Store.Http.GetStringAsync($"/api/customers/{robot.RootElement.GetProperty("id")}"));
    }

    private static async Task FillAsync(Window window, string name, string email, string town, string country)
    {
        await window.Page.GetByLabel("Name").FillAsync(name);
        await window.Page.GetByLabel("E-mail").FillAsync(email);
        await window.Page.GetByLabel("Town").FillAsync(town);
        await window.Page.GetByLabel("Country").FillAsync(country);
    }

    private Task<(HttpStatusCode Status, string Text)> PostAsync(params (string Name, string Value)[] fields) => PostAsync(Path, fields);

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await Store.Http.PostAsync(path, form);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
