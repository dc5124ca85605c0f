using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>What is read of a request, what is refused, and how that is said.</summary>
public sealed class FormReaderTests
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData(UrlEncoded, "a=1")]
    [InlineData(null, "a=1")]
    [InlineData("", "a=1")]
    [InlineData("APPLICATION/X-WWW-FORM-URLENCODED; charset=\"UTF-8\"", "a=1")]
    [InlineData("application/x-www-form-urlencoded; charset=us-ascii", "a=1")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "415 content_type")]
    [InlineData("application/x-www-form-urlencoded; charset=iso-8859-1", "415 content_type")]
    [InlineData("application/json", "415 content_type")]
    [InlineData("text/plain", "415 content_type")]
    [InlineData("nonsense", "415 content_type")]
    [InlineData("multipart/mixed; boundary=xyz", "415 content_type")]
    [InlineData("multipart/form-data", "400 malformed")]
    [InlineData("multipart/form-data; boundary=", "400 malformed")]
    [InlineData("multipart/form-data; boundary=a; boundary=b", "400 malformed")]
    [InlineData("multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789x", "400 malformed")]
    public async Task ContentType_DecidesHowTheBodyIsRead(string? contentType, string expected)
    {
        await using var exchange = new FormExchange(contentType, "a=1");

        Assert.Equal(expected, await exchange.DescribeAsync());
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=\"xyz\"")]
    [InlineData("Multipart/Form-Data; charset=utf-8; Boundary=xyz")]
    public async Task Boundary_MayBeQuotedAndBesideOthers(string contentType)
    {
        await using var exchange = new FormExchange(contentType, MultipartBodies.Form(MultipartBodies.Part("name=\"a\"", "1")));

        Assert.Equal("a=1", await exchange.DescribeAsync());
    }

    [Theory]
    [InlineData("POST", null, "b=2")]
    [InlineData("PUT", null, "b=2")]
    [InlineData("PATCH", null, "b=2")]
    [InlineData("GET", null, "q=1")]
    [InlineData("DELETE", null, "q=1")]
    [InlineData("POST", FormSource.Both, "q=1&b=2")]
    [InlineData("POST", FormSource.Query, "q=1")]
    [InlineData("GET", FormSource.Both, "q=1")]
    [InlineData("GET", FormSource.Body, "")]
    public async Task Source_IsTheBodyWhereTheMethodHasOneUnlessSaid(string method, FormSource? source, string expected)
    {
        await using var exchange = new FormExchange(UrlEncoded, "b=2");
        exchange.Context.Request.Method = method;
        exchange.Context.Request.QueryString = new QueryString("?q=1");

        Assert.Equal(expected, await exchange.DescribeAsync(new FormReadOptions { Source = source }));
    }

    [Fact]
    public async Task PostWithoutBodyAndType_IsAnEmptyForm()
    {
        await using var exchange = new FormExchange(null, "");
        exchange.Context.Request.ContentLength = 0;

        Assert.Equal("", await exchange.DescribeAsync());
    }

    [Theory]
    [InlineData(UrlEncoded, "a=&b=1&c")]
    [InlineData(MultipartBodies.ContentType, null)]
    public async Task BlankTexts_AreDroppedUnlessKept(string contentType, string? body)
    {
        body ??= MultipartBodies.Form(MultipartBodies.Part("name=\"a\"", ""), MultipartBodies.Part("name=\"b\"", "1"), MultipartBodies.Part("name=\"c\"", ""));
        await using var exchange = new FormExchange(contentType, body);

        Assert.Equal("b=1", await exchange.DescribeAsync(new FormReadOptions()));
        Assert.Equal("a=&b=1&c=", await exchange.DescribeAsync(new FormReadOptions { KeepBlankValues = true }));
    }

    [Fact]
    public async Task SecondReader_GetsTheSameForm()
    {
        await using var exchange = new FormExchange(UrlEncoded, "a=1");

        Assert.Same(await exchange.ReadAsync(), await exchange.ReadAsync());
    }

    [Fact]
    public async Task SecondReaderOfARefusedForm_IsRefusedToo()
    {
        await using var exchange = new FormExchange(UrlEncoded, "a=1&b=2");

        Assert.Null(await exchange.ReadAsync(new FormReadOptions { MaxFields = 1 }));
        Assert.Null(await exchange.ReadAsync());
    }

    [Fact]
    public async Task RequestForm_ShowsTheSameForm()
    {
        await using var exchange = new FormExchange(
            MultipartBodies.ContentType,
            MultipartBodies.Form(
                MultipartBodies.Part("name=\"a\"", "1"),
                MultipartBodies.Part("name=\"f\"; filename=\"x.txt\"", "content", "Content-Type: text/x-test\r\n"),
                MultipartBodies.Part("name=\"a\"", "2")));
        exchange.Context.Request.QueryString = new QueryString("?a=0");

        _ = await exchange.ReadAsync();

        var form = await exchange.Context.Request.ReadFormAsync();
        Assert.Equal("1,2", form["a"].ToString());
        var file = Assert.Single(form.Files);
        Assert.Equal(("f", "x.txt", "text/x-test", 7L), (file.Name, file.FileName, file.ContentType, file.Length));
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        Assert.Equal("content"u8.ToArray(), copy.ToArray());
    }

    [Fact]
    public async Task FormThatAnotherPartReadBefore_IsTakenOver()
    {
        await using var exchange = new FormExchange(
            MultipartBodies.ContentType,
            MultipartBodies.Form(MultipartBodies.Part("name=\"a\"", "1"), MultipartBodies.Part("name=\"f\"; filename=\"x.txt\"", "content")));
        _ = await exchange.Context.Request.ReadFormAsync();

        Assert.Equal("a=1&f=<x.txt|content>", await exchange.DescribeAsync());
    }

    [Fact]
    public async Task Part_KeepsWhatItsHeadersSay()
    {
        await using var exchange = new FormExchange(
            MultipartBodies.ContentType,
            MultipartBodies.Form(MultipartBodies.Part("name=\"a\"; x=\"y;z\"", "1", "Content-Type: TEXT/Plain; Charset=\"utf-8\"\r\nX-Other: 1\r\n")));

        var field = Assert.Single((await exchange.ReadAsync())!);

        Assert.Equal(("text/plain", "utf-8"), (field.ContentType, field.ContentTypeParameters["charset"]));
        Assert.Equal(("form-data", "y;z"), (field.Disposition, field.DispositionParameters["x"]));
        Assert.Equal("1", field.Headers["x-other"]);
    }

    public static TheoryData<string, FormReadOptions, string, string> Limits
    {
        get
        {
            var data = new TheoryData<string, FormReadOptions, string, string>();
            Add(new FormReadOptions { MaxFields = 2, KeepBlankValues = true }, "MaxFields", "a=1&b=2", "a=1&b=2&c=3");
            Add(new FormReadOptions { MaxTextLength = 4, KeepBlankValues = true }, "MaxTextLength", "a=1234&b=1234", "a=12345");
            Add(new FormReadOptions { MaxTotalTextLength = 10, KeepBlankValues = true }, "MaxTotalTextLength", "a=1234&b=1234", "a=1234&b=12345");
            Add(new FormReadOptions { KeepBlankValues = true }, "MaxNameLength", $"{new string('n', 256)}=1", $"{new string('n', 257)}=1");
            return data;

            void Add(FormReadOptions options, string limit, string within, string over)
            {
                data.Add(UrlEncoded, options, within, within);
                data.Add(UrlEncoded, options, over, $"413 {limit}");
                data.Add(MultipartBodies.ContentType, options, within, within);
                data.Add(MultipartBodies.ContentType, options, over, $"413 {limit}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task Limits_AreTheSameForBothEncodings(string contentType, FormReadOptions options, string form, string expected)
    {
        var body = contentType == UrlEncoded ? form : MultipartBodies.Form([.. form.Split('&').Select(pair => pair.Split('='))
            .Select(pair => MultipartBodies.Part($"name=\"{pair[0]}\"", pair[1]))]);
        await using var exchange = new FormExchange(contentType, body);

        Assert.Equal(expected, await exchange.DescribeAsync(options));
    }

    [Theory]
    [InlineData(2, "f=<x|1>&f=<x|1>")]
    [InlineData(3, "413 MaxFiles")]
    public async Task Files_AreCounted(int files, string expected)
    {
        var form = MultipartBodies.Form([.. Enumerable.Repeat(MultipartBodies.Part("name=\"f\"; filename=\"x\"", "1"), files)]);
        await using var exchange = new FormExchange(MultipartBodies.ContentType, form);

        Assert.Equal(expected, await exchange.DescribeAsync(new FormReadOptions { MaxFiles = 2 }));
    }

    [Theory]
    [InlineData(UrlEncoded, true)]
    [InlineData(UrlEncoded, false)]
    [InlineData(MultipartBodies.ContentType, true)]
    [InlineData(MultipartBodies.ContentType, false)]
    public async Task Body_IsRefusedPastItsLimitHoweverItIsSent(string contentType, bool saysItsLength)
    {
        var body = contentType == UrlEncoded ? $"a={new string('x', 2000)}" : MultipartBodies.Form(MultipartBodies.Part("name=\"a\"", new string('x', 2000)));
        await using var exchange = new FormExchange(contentType, body);
        if (saysItsLength) exchange.Context.Request.ContentLength = body.Length;

        Assert.Equal("413 MaxBodySize", await exchange.DescribeAsync(new FormReadOptions { MaxBodySize = 1000 }));
    }

    [Fact]
    public async Task LimitsOfTheApplication_HoldWhereTheEndpointSaysNothing()
    {
        await using var exchange = new FormExchange(UrlEncoded, "a=1&b=2&c=3", services =>
            services.Configure<NeedsOptions>(options => options.FormLimits.MaxFields = 2));

        Assert.Equal("413 MaxFields", await exchange.DescribeAsync(new FormReadOptions { MaxTextLength = 5 }));
    }

    [Theory]
    [InlineData("a=%zz", "a=%zz", "400 malformed")]
    [InlineData("a", "a=", "400 malformed")]
    public async Task Strict_RefusesWhatTheStandardForgives(string body, string forgiven, string strict)
    {
        await using var exchange = new FormExchange(UrlEncoded, body);
        await using var other = new FormExchange(UrlEncoded, body);

        Assert.Equal(forgiven, await exchange.DescribeAsync());
        Assert.Equal(strict, await other.DescribeAsync(new FormReadOptions { Strict = true }));
    }

    [Fact]
    public async Task Answer_SaysNothingThatWasSent()
    {
        await using var exchange = new FormExchange(UrlEncoded, $"secret={new string('s', 100)}");

        _ = await exchange.ReadAsync(new FormReadOptions { MaxTextLength = 10 });

        Assert.Equal(
            "{\"type\":\"https://tools.ietf.org/html/rfc9110#section-15.5.14\",\"title\":\"Payload Too Large\",\"status\":413,"
            + "\"detail\":\"The form is over the limit MaxTextLength of 10.\",\"errors\":{},\"limit\":\"MaxTextLength\",\"codes\":{\"\":[\"over_limit\"]}}",
            System.Text.Encoding.UTF8.GetString(exchange.Answer.ToArray()));
    }
}
