using System.Net;
using Microsoft.Playwright;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Forms;

[Collection(FormStore.Name)]
public sealed class PhotoTests(SqliteStore fixture) : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;

    private const string PaintedSquare = """
        type => {
          const canvas = document.createElement('canvas');
          canvas.width = canvas.height = 64;
          const brush = canvas.getContext('2d');
          brush.fillStyle = '#236049';
          brush.fillRect(0, 0, 64, 64);
          return canvas.toDataURL(type).split(',')[1];
        }
        """;

    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0];

    private readonly IReadOnlyList<string> _before = fixture.Store.Photos;

    private Store Shop => fixture.Store;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Shop.AssertNothingLentAsync();

    [Theory]
    [InlineData("image/png", 101, true)]
    [InlineData("image/jpeg", 102, false)]
    [InlineData("image/webp", 103, true)]
    public async Task Photo_IsShownOnThePage(string type, int customer, bool withScript)
    {
        var painted = await PaintAsync(type);
        await using var window = await fixture.Browser.OpenAsync(Shop, $"/customers/{customer}", withScript: withScript);

        await SendAsync(window, "me.jpg", painted);

        Assert.EndsWith($"/customers/{customer}", window.Page.Url, StringComparison.Ordinal);
        Assert.Equal(64, await window.Page.Locator("img.portrait").EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)"));
        Assert.Equal(type, (await Shop.Http.GetAsync($"/customers/{customer}/photo")).Content.Headers.ContentType!.MediaType);
        Assert.Equal(painted, await Shop.Http.GetByteArrayAsync($"/customers/{customer}/photo"));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task SecondPhoto_TakesThePlaceOfTheFirst()
    {
        await using var window = await fixture.Browser.OpenAsync(Shop, "/customers/104");
        await SendAsync(window, "first.png", await PaintAsync("image/png"));
        var first = await window.Page.Locator("img.portrait").GetAttributeAsync("src");

        await SendAsync(window, "second.webp", await PaintAsync("image/webp"));

        Assert.NotEqual(first, await window.Page.Locator("img.portrait").GetAttributeAsync("src"));
        Assert.Single(Shop.Photos.Except(_before));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FileThatIsNoPicture_IsRefusedBesideTheField(bool withScript)
    {
        await using var window = await fixture.Browser.OpenAsync(Shop, "/customers/105", withScript: withScript);

        await SendAsync(window, "photo.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray());

        await AssertRefusedAsync(window, "That file is no JPEG, PNG or WebP picture.");
    }

    [Fact]
    public async Task NoFile_IsAskedFor()
    {
        await using var window = await fixture.Browser.OpenAsync(Shop, "/customers/105");

        await SendAsync(window);

        await AssertRefusedAsync(window, "Choose a photo first.");
    }

    [Fact]
    public async Task PhotoOverItsSize_IsRefusedBesideTheField()
    {
        await using var window = await fixture.Browser.OpenAsync(Shop, "/customers/105");

        await SendAsync(window, "large.png", [.. PngSignature, .. new byte[5 * Megabyte]]);

        await AssertRefusedAsync(window, "That photo is too large: it may have 5 MB.");
    }

    [Theory]
    [InlineData(17)]
    [InlineData(40)]
    public async Task FileOverEveryLimit_IsAnsweredWithAPage(int megabytes)
    {
        using var folder = new TempFolder();
        var huge = folder.StoreFile;
        await File.WriteAllBytesAsync(huge, [.. PngSignature, .. new byte[megabytes * Megabyte]]);
        await using var window = await fixture.Browser.OpenAsync(Shop, "/customers/105");

        await window.Page.Locator(".photo summary").ClickAsync();
        await window.Page.GetByLabel("Photo").SetInputFilesAsync(huge);
        await window.PressAsync("Send the photo");

        Assert.Equal("That is too much at once", await window.HeadingAsync());
        Assert.Contains("A photo may have 5 MB.", await window.Page.Locator(".error").InnerTextAsync(), StringComparison.Ordinal);
        await AssertNoFileIsLeftAsync();
    }

    [Theory]
    [InlineData("../../../../tmp/storefront-was-here.png")]
    [InlineData(@"C:\Windows\system32\storefront-was-here.png")]
    [InlineData("/tmp/storefront-was-here.png")]
    public async Task PathOfTheClient_IsNeverUsed(string fileName)
    {
        var answer = await PostAsync("/customers/106/photo", PngSignature, fileName);

        Assert.Equal(HttpStatusCode.OK, answer);
        Assert.All(Shop.Photos, name => Assert.Matches("^[0-9a-f]{32}$", name));
        Assert.False(File.Exists("/tmp/storefront-was-here.png"));
    }

    [Theory]
    [InlineData("/customers/999999/photo", "photo", HttpStatusCode.NotFound)]
    [InlineData("/customers/105/photo", "portrait", HttpStatusCode.BadRequest)]
    public async Task PhotoOfNobodyOrNothing_LeavesNoFile(string path, string field, HttpStatusCode expected)
    {
        var answer = await PostAsync(path, PngSignature, "photo.png", field);

        Assert.Equal(expected, answer);
        await AssertNoFileIsLeftAsync();
    }

    [Fact]
    public async Task UploadGivenUpHalfWay_LeavesNoFileAndHeldNoConnection()
    {
        using var given = new CancellationTokenSource();
        var body = new SlowBody([.. PngSignature, .. new byte[Megabyte]]);
        using var content = new MultipartFormDataContent { { body, "photo", "photo.png" } };
        var sending = Shop.Http.PostAsync("/customers/105/photo", content, given.Token);
        await UntilAsync(() => Shop.Photos.Count == _before.Count + 1);

        await Shop.AssertNothingLentAsync();
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await AssertNoFileIsLeftAsync();
    }

    [Fact]
    public async Task DatabaseThatFails_LeavesNoFile()
    {
        await using var broken = await Store.OnSqliteAsync(withoutTable: "customer_photos");
        using var content = new MultipartFormDataContent { { new ByteArrayContent(PngSignature), "photo", "photo.png" } };

        using var answer = await broken.Http.PostAsync("/customers/105/photo", content);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        await UntilAsync(() => broken.Photos.Count == 0);
    }

    [Fact]
    public async Task TwoPhotosAtOnce_AreTooMany()
    {
        using var content = new MultipartFormDataContent
        {
            { new ByteArrayContent(PngSignature), "photo", "one.png" },
            { new ByteArrayContent(PngSignature), "photo", "two.png" },
        };

        using var answer = await Shop.Http.PostAsync("/customers/105/photo", content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        await AssertNoFileIsLeftAsync();
    }

    private async Task AssertRefusedAsync(Window window, string message)
    {
        var field = window.Page.Locator("#photo");
        Assert.Equal(message, await window.Page.Locator("#photo-error").InnerTextAsync());
        Assert.True(await field.IsVisibleAsync());
        Assert.Equal("true", await field.GetAttributeAsync("aria-invalid"));
        Assert.Contains("photo-error", await field.GetAttributeAsync("aria-describedby"), StringComparison.Ordinal);
        Assert.Equal(0, await window.Page.Locator("img.portrait").CountAsync());
        await AssertNoFileIsLeftAsync();
    }

    private static async Task SendAsync(Window window, string? name = null, byte[]? content = null)
    {
        await window.Page.Locator(".photo summary").ClickAsync();
        if (name is not null)
            await window.Page.GetByLabel("Photo").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "image/png", Buffer = content! });
        await window.PressAsync("Send the photo");
    }

    private async Task<byte[]> PaintAsync(string type)
    {
        await using var window = await fixture.Browser.OpenAsync(Shop, "/customers");
        return Convert.FromBase64String(await window.Page.EvaluateAsync<string>(PaintedSquare, type));
    }

    private async Task<HttpStatusCode> PostAsync(string path, byte[] bytes, string fileName, string field = "photo")
    {
        var part = new ByteArrayContent(bytes);
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{field}\"; filename=\"{fileName.Replace(@"\", @"\\")}\"");
        using var content = new MultipartFormDataContent { part };
        using var answer = await Shop.Http.PostAsync(path, content);
        return answer.StatusCode;
    }

    /// <summary>A request ends, and takes what it left with it, when its answer has been sent.</summary>
    private Task AssertNoFileIsLeftAsync() => UntilAsync(() => Shop.Photos.Order().SequenceEqual(_before.Order()));

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 2400, "It did not come about.");
            await Task.Delay(25);
        }
    }

    /// <summary>Sends its bytes, and then does not come to an end.</summary>
    private sealed class SlowBody(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(bytes, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
