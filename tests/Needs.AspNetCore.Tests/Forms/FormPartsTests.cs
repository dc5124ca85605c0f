using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Parts of a form while they arrive.</summary>
public sealed class FormPartsTests
{
    [Fact]
    public async Task Part_IsThereBeforeTheNextOneArrives()
    {
        var pipe = new Pipe();
        await using var exchange = new FormExchange(MultipartBodies.ContentType, pipe.Reader.AsStream());
        await SendAsync(pipe, "--xyz\r\n" + MultipartBodies.Part("name=\"f\"; filename=\"x\"", new string('f', 10_000)));
        await using var parts = await FormReader.ReadPartsAsync(exchange.Context, new());
        await using var all = parts!.GetAsyncEnumerator();

        Assert.True(await all.MoveNextAsync());
        Assert.Equal("f", all.Current.Name);
        Assert.Equal((byte)'f', await ReadByteAsync(all.Current));

        await SendAsync(pipe, "\r\n--xyz\r\n" + MultipartBodies.Part("name=\"a\"", "1") + "\r\n--xyz--\r\n");
        await pipe.Writer.CompleteAsync();
        Assert.True(await all.MoveNextAsync());
        Assert.Equal("1", await all.Current.ReadTextAsync());
        Assert.False(await all.MoveNextAsync());
    }

    [Fact]
    public async Task PartThatIsOver_CanNotBeRead()
    {
        await using var exchange = new FormExchange(
            MultipartBodies.ContentType, MultipartBodies.Form(MultipartBodies.Part("name=\"a\"", "1"), MultipartBodies.Part("name=\"b\"", "2")));
        await using var parts = await FormReader.ReadPartsAsync(exchange.Context, new());
        await using var all = parts!.GetAsyncEnumerator();
        await all.MoveNextAsync();
        var first = all.Current;
        await all.MoveNextAsync();

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => first.ReadTextAsync());
        Assert.Throws<InvalidOperationException>(() => parts.GetAsyncEnumerator());
    }

    [Fact]
    public async Task QueryAndBody_ComeInThatOrder()
    {
        await using var exchange = new FormExchange(MultipartBodies.ContentType, MultipartBodies.Form(MultipartBodies.Part("name=\"b\"", "2")));
        exchange.Context.Request.QueryString = new("?a=1");

        Assert.Equal("a=1 b=2", await DescribeAsync(exchange, new() { Source = FormSource.Both }));
    }

    [Fact]
    public async Task FormThatWasReadBefore_IsGivenInParts()
    {
        await using var exchange = new FormExchange(MultipartBodies.ContentType, MultipartBodies.Form(MultipartBodies.Part("name=\"b\"", "2")));
        _ = await exchange.ReadAsync();

        Assert.Equal("b=2", await DescribeAsync(exchange, new()));
    }

    [Fact]
    public async Task AllTextsTogether_AreLimited()
    {
        await using var exchange = new FormExchange(
            MultipartBodies.ContentType, MultipartBodies.Form([.. Enumerable.Repeat(MultipartBodies.Part("name=\"a\"", "12345"), 3)]));

        var error = await Assert.ThrowsAsync<FormException>(() => DescribeAsync(exchange, new() { MaxTotalTextLength = 15 }));

        Assert.Equal("MaxTotalTextLength", error.Limit);
    }

    [Theory]
    [InlineData("good", "b=2")]
    [InlineData("bad", "400 antiforgery")]
    [InlineData(null, "400 antiforgery")]
    public async Task Token_IsReadFromTheHeaderOnly(string? token, string expected)
    {
        await using var exchange = new FormExchange(
            MultipartBodies.ContentType,
            MultipartBodies.Form(MultipartBodies.Part("name=\"b\"", "2")),
            services => services.AddAntiforgery().AddSingleton<IAntiforgery, HeaderTokens>());
        if (token is not null) exchange.Context.Request.Headers["RequestVerificationToken"] = token;

        Assert.Equal(expected, await DescribeAsync(exchange, new() { Antiforgery = Antiforgery.Token }));
    }

    private static async Task<string> DescribeAsync(FormExchange exchange, FormReadOptions options)
    {
        await using var parts = await FormReader.ReadPartsAsync(exchange.Context, options);
        if (parts is null) return exchange.DescribeAnswer();
        var texts = new List<string>();
        await foreach (var part in parts) texts.Add($"{part.Name}={await part.ReadTextAsync()}");
        return string.Join(' ', texts);
    }

    private static async Task<byte> ReadByteAsync(FormPart part)
    {
        var one = new byte[1];
        await part.OpenReadStream().ReadExactlyAsync(one);
        return one[0];
    }

    private static async Task SendAsync(Pipe pipe, string text) => await pipe.Writer.WriteAsync(Encoding.Latin1.GetBytes(text));

    private sealed class HeaderTokens : IAntiforgery
    {
        public Task<bool> IsRequestValidAsync(Microsoft.AspNetCore.Http.HttpContext httpContext) =>
            Task.FromResult(httpContext.Request.Headers["RequestVerificationToken"] == "good");

        public AntiforgeryTokenSet GetAndStoreTokens(Microsoft.AspNetCore.Http.HttpContext httpContext) => throw new NotSupportedException();

        public AntiforgeryTokenSet GetTokens(Microsoft.AspNetCore.Http.HttpContext httpContext) => throw new NotSupportedException();

        public Task ValidateRequestAsync(Microsoft.AspNetCore.Http.HttpContext httpContext) => throw new NotSupportedException();

        public void SetCookieTokenAndHeader(Microsoft.AspNetCore.Http.HttpContext httpContext) => throw new NotSupportedException();
    }
}
