using Microsoft.Playwright;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Forms;

/// <summary>The same forms over a real MariaDB.</summary>
public sealed class MySqlFormTests(MySqlStore fixture) : IClassFixture<MySqlStore>, IAsyncLifetime
{
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private Store Store => fixture.Store;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Store.AssertNothingLentAsync();

    [Fact]
    public async Task NewCustomer_SignsUpShowsAPhotoAndOrders()
    {
        await using var window = await fixture.Browser.OpenAsync(Store, "/customers/sign-up");

        await FillAsync(window, "Zoë 🙂 Łukaszewicz", "NILS.AKESSON2@example.com");
        await window.PressAsync("Sign up");
        Assert.Equal("Somebody has signed up with this address already.", await window.WrongAsync("email"));
        await window.FillAsync("email", "zoe@example.com");
        await window.PressAsync("Sign up");
        Assert.Equal("Zoë 🙂 Łukaszewicz", await window.HeadingAsync());

        foreach (var name in new[] { "one.png", "two.png" })
        {
            await window.Page.Locator(".photo summary").ClickAsync();
            await window.Page.GetByLabel("Photo").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "image/png", Buffer = Pixel });
            await window.PressAsync("Send the photo");
        }
        Assert.Equal(1, await window.Page.Locator("img.portrait").EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)"));
        Assert.Single(Store.Photos);

        await window.ClickLinkAsync("New order");
        await window.ChooseAsync("items[0].product", "8");
        await window.PressAsync("Add a line");
        await window.ChooseAsync("items[1].product", "9");
        await window.FillAsync("items[1].quantity", "999");
        await window.PressAsync("Place the order");
        Assert.Equal(["There are not 999 of “Pepper mill, walnut” left."], await window.ProblemsAsync());
        await window.FillAsync("items[1].quantity", "3");
        await window.PressAsync("Place the order");
        Assert.Equal("Order 5801", await window.HeadingAsync());
        Assert.DoesNotContain(window.Complaints, complaint => !complaint.Contains("400", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SameEmailAtTheSameTime_IsTakenOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var form = new FormUrlEncodedContent(
                [new("name", "Eight Times"), new("email", "eight@example.com"), new("city", "Leeds"), new("country", "United Kingdom")]);
            using var answer = await Store.Http.PostAsync("/customers/sign-up", form);
            return (int)answer.StatusCode;
        }));

        Assert.Equal([200, 400, 400, 400, 400, 400, 400, 400], answers.Order());
    }

    private static async Task FillAsync(Window window, string name, string email)
    {
        await window.FillAsync("name", name);
        await window.FillAsync("email", email);
        await window.FillAsync("city", "Łódź");
        await window.FillAsync("country", "Poland");
    }
}
