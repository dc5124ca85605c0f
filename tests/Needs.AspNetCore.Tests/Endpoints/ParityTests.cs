using System.Text;
using Microsoft.AspNetCore.Builder;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>The same request to a handler and to the minimal API of the same signature: the same status, type and text.</summary>
public sealed class ParityTests(ParityTests.Application application) : IClassFixture<ParityTests.Application>
{
    public static TheoryData<string> Gets => new((
        "int|int?id=|int?id=5|int?id=x|int?id=1&id=2|int?id=%205|int?id=-1|int?id=99999999999|int-query|int-query?the-id=|int-query?the-id=4|"
        + "int-nullable|int-nullable?id=|int-nullable?id=3|int-nullable?id=x|int-default|int-default?id=|int-default?id=3|int-default?id=x|"
        + "int-nullable-default|int-nullable-default?id=|int-nullable-default?id=1|"
        + "route/5|route/x|route/x?id=5|route-optional|route-optional/5|route-optional?id=5|route-optional/x|route-required|route-required/a|route-required?id=b|"
        + "route-named/6f9619ff-8b86-d011-b42d-00c04fc964ff|route-named/nonsense|"
        + "text|text?s=|text?s=a|text?s=a&s=b|text-nullable|text-nullable?s=|text-default|text-default?s=|text-default?s=%22|"
        + "header|header-nullable|header-text|header-texts|header-ints|"
        + "ints|ints?a=|ints?a=1&a=2|ints?a=1,2|ints?a=x|ints?a=1&a=|ints-optional|ints-optional?a=3|ints-nullable?a=1&a=|ints-nullable?a=x|texts|texts?a=x&a=y&a=|"
        + "string-values|string-values?a=1&a=2|"
        + "enum|enum?a=monday|enum?a=Monday|enum?a=99|enum?a=|enum-nullable|enum-nullable?a=Friday|enum-nullable?a=|enum-default|enum-default?a=Monday|"
        + "uri|uri?a=abc|uri?a=http://x/y|uri?a=|uri-nullable|uri-nullable?a=b|"
        + "date-time?a=2024-01-02T03:04:05Z|date-time?a=2024-01-02T03:04:05|date-time?a=2024-01-02T03:04:05%2B02:00|date-time?a=x|date-time?a=|"
        + "date-time-offset?a=2024-01-02T03:04:05|date-time-offset?a=2024-01-02T03:04:05%2B02:00|date-only?a=2024-01-02|date-only?a=%202024-01-02|date-only?a=2024-13-02|"
        + "time-only?a=11:12|time-only?a=25:00|"
        + "bool?a=TRUE|bool?a=1|bool|decimal?a=1,234.5|decimal?a=1.5e3|decimal?a=1.5|double?a=1,234.5|double?a=1e3|double?a=NaN|double?a=1.5.5|big?a=123456789012345678901234567890|big?a=1.5|"
        + "ip?a=127.0.0.1|ip?a=x|sku?a=S-1|sku?a=1|sku|sku-nullable|sku-nullable?a=|sku-nullable?a=S-2|skus?a=S-1&a=S-2|skus?a=S-1&a=2|skus|"
        + "range?a=1-2|range?a=1|range|range-nullable|range-nullable?a=3-4|range-nullable?a=|"
        + "bound|bound?culture=de|bound-nullable|bound-nullable?culture=de|bound-interface?n=1|service|"
        + "result/text-null|result/object|result/object-text|result/object-result|result/base|result/interface|result/nothing|result/task|result/int")
        .Split('|'));

    public static TheoryData<string, string> Headers => Pairs(
        ["header", "header-nullable", "header-text", "header-texts", "header-ints"],
        ["1", "", " ", "x", "1,2", " 1 , 2 "]);

    public static TheoryData<string, string> Bodies => Pairs(
        ["body", "body-nullable", "body-empty-allowed", "body-int", "body-ints", "body-list", "body-and-value", "body-and-value?id=1", "delete-body", "stream"],
        [
            "none", "|application/json", "|application/json|chunked", "null|application/json", "{|application/json", "{\"name\":\"n\",\"count\":1}|application/json",
            "{\"name\":\"n\"}|text/plain", "{\"name\":\"n\"}|", "{\"name\":5}|application/json; charset=utf-8", "{\"name\":\"n\",\"count\":1}|application/json; charset=latin1",
            "5|application/problem+json", "5|application/json", "[1,2]|application/json", "[{\"name\":\"n\"}]|APPLICATION/JSON|chunked", "\"text\"|application/json",
            "{\"name\":\"n\",\"count\":1}|application/json|chunked",
        ]);

    [Theory]
    [MemberData(nameof(Gets))]
    public Task Get_AnswersAsMinimalApis(string path) => AssertSameAsync(path, HttpMethod.Get, static _ => { });

    [Theory]
    [MemberData(nameof(Headers))]
    public Task Header_AnswersAsMinimalApis(string path, string value) =>
        AssertSameAsync(path, HttpMethod.Get, request => request.Headers.TryAddWithoutValidation("X-A", value));

    [Theory]
    [MemberData(nameof(Bodies))]
    public Task Body_AnswersAsMinimalApis(string path, string body) =>
        AssertSameAsync(path, path.StartsWith("delete", StringComparison.Ordinal) ? HttpMethod.Delete : HttpMethod.Post, request =>
        {
            if (body.Split('|') is not [var text, var type, .. var rest]) return;
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
            if (type != "") request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            if (rest is ["chunked"]) request.Headers.TransferEncodingChunked = true;
        });

    private async Task AssertSameAsync(string path, HttpMethod method, Action<HttpRequestMessage> fill)
    {
        var ours = await AnswerAsync("/ours/" + path, method, fill);
        var theirs = await AnswerAsync("/theirs/" + path, method, fill);

        Assert.NotEqual(500, theirs.Status);
        Assert.Equal(theirs.Status, ours.Status);
        if (theirs.Status == 200) Assert.Equal(theirs, ours);
    }

    private async Task<(int Status, string? Type, string Text)> AnswerAsync(string path, HttpMethod method, Action<HttpRequestMessage> fill)
    {
        using var request = new HttpRequestMessage(method, path);
        fill(request);
        using var response = await application.App.Client.SendAsync(request);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync());
    }

    private static TheoryData<string, string> Pairs(string[] first, string[] second)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var one in first)
        {
            foreach (var other in second) pairs.Add(one, other);
        }

        return pairs;
    }

    public sealed class Application : IAsyncLifetime
    {
        internal EndpointApp App { get; private set; } = null!;

        public async Task InitializeAsync() => App = await EndpointApp.StartAsync(map: static app =>
        {
            app.MapHandlers();
            ParityTheirs.Map(app);
        });

        public async Task DisposeAsync() => await App.DisposeAsync();
    }
}
