using System.Text.Json;
using System.Text.Json.Nodes;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>How the document of Microsoft.AspNetCore.OpenApi shows typed forms.</summary>
public sealed class FormOpenApiTests(OpenApiTests.Application application) : IClassFixture<OpenApiTests.Application>
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data";

    private const string Named =
        """{"required":["zip-code"],"type":"object","properties":{"zip-code":{"type":"string"},"town":{"type":"string"}}}""";

    [Theory]
    [InlineData("text", """{"type":"string"}""")]
    [InlineData("letter", """{"type":"string"}""")]
    [InlineData("small", """{"type":"integer","format":"int16"}""")]
    [InlineData("whole", """{"type":"integer","format":"int32"}""")]
    [InlineData("large", """{"type":"integer","format":"int64"}""")]
    [InlineData("number", """{"type":"number","format":"double"}""")]
    [InlineData("money", """{"type":"number","format":"double"}""")]
    [InlineData("flag", """{"type":"boolean"}""")]
    [InlineData("day", """{"type":"string","format":"date"}""")]
    [InlineData("time", """{"type":"string","format":"time"}""")]
    [InlineData("at", """{"type":"string","format":"date-time"}""")]
    [InlineData("moment", """{"type":"string","format":"date-time"}""")]
    [InlineData("id", """{"type":"string","format":"uuid"}""")]
    [InlineData("link", """{"type":"string","format":"uri"}""")]
    [InlineData("lasts", """{"type":"string"}""")]
    [InlineData("size", """{"type":"string","enum":["Small","x-large"]}""")]
    [InlineData("toppings", """{"type":"array","items":{"type":"string","enum":["None","Ham"]}}""")]
    [InlineData("maybe", """{"type":"integer","format":"int32"}""")]
    [InlineData("count", """{"type":"integer","format":"int32","default":3}""")]
    public void Scalar_HasItsTypeAndFormat(string member, string expected) => AssertJson(expected, Property("scalars", member));

    [Theory]
    [InlineData("age", """{"type":"integer","format":"int32","minimum":1,"maximum":9}""")]
    [InlineData("share", """{"type":"number","format":"double","exclusiveMinimum":0.5,"maximum":2}""")]
    [InlineData("name", """{"type":"string","minLength":2,"maxLength":20}""")]
    [InlineData("tags", """{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":3}""")]
    [InlineData("code", """{"type":"string","pattern":"^(?:[a-z]+)$"}""")]
    [InlineData("mail", """{"type":"string","format":"email","description":"Where \"we\" write"}""")]
    public void Limit_IsThatOfTheAttribute(string member, string expected) => AssertJson(expected, Property("limits", member));

    [Theory]
    [InlineData("home", Named)]
    [InlineData("work", Named)]
    [InlineData("others", $$"""{"type":"array","items":{{Named}}}""")]
    [InlineData("amounts", """{"type":"object","additionalProperties":{"type":"integer","format":"int32"}}""")]
    [InlineData("ids", """{"type":"array","items":{"type":"string","format":"uuid"}}""")]
    [InlineData("root", """{"type":"object","properties":{"label":{"type":"string"},"children":{"type":"array","items":{"type":"object"}}},"required":["label"]}""")]
    public void Nested_IsDescribedWhereItStands_ButNotInItself(string member, string expected) => AssertJson(expected, Property("nested", member));

    [Theory]
    [InlineData("limits", "age share name code mail must")]
    [InlineData("nested", "home")]
    [InlineData("prefixed", "order")]
    [InlineData("files", "title photo")]
    public void Required_IsWhatIsAnErrorWhenAbsent(string path, string expected)
    {
        Assert.Equal(expected.Split(' '), Schema(path, Multipart).GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.True(Operation(path, "post").GetProperty("requestBody").GetProperty("required").GetBoolean());
    }

    [Theory]
    [InlineData("photo", """{"type":"string","format":"binary"}""")]
    [InlineData("extra", """{"type":"string","format":"binary"}""")]
    [InlineData("more", """{"type":"array","items":{"type":"string","format":"binary"}}""")]
    [InlineData("all", """{"type":"array","items":{"type":"string","format":"binary"}}""")]
    public void File_IsBinary(string member, string expected) => AssertJson(expected, Property("files", member));

    [Theory]
    [InlineData("files", Multipart)]
    [InlineData("nested", $"{UrlEncoded} {Multipart}")]
    [InlineData("data", $"{UrlEncoded} {Multipart}")]
    public void ContentTypes_AreMultipartOnlyWithFiles(string path, string expected) =>
        Assert.Equal(expected, string.Join(' ', Content(path).EnumerateObject().Select(media => media.Name)));

    [Fact]
    public void Objects_AreSentByNamesThatTheBinderReads() => AssertJson(
        """{"home":{"style":"deepObject","explode":true},"work":{"style":"deepObject","explode":true},"amounts":{"style":"deepObject","explode":true},"root":{"style":"deepObject","explode":true}}""",
        Content("nested").GetProperty(UrlEncoded).GetProperty("encoding"));

    [Fact]
    public void Prefix_IsAnObjectAroundTheForm() => AssertJson(
        $$"""{"type":"object","properties":{"order":{{Named}}},"required":["order"]}""", Schema("prefixed", UrlEncoded));

    [Fact]
    public void FormInTheQuery_IsParameters()
    {
        var operation = Operation("query", "get");
        var parameters = operation.GetProperty("parameters").EnumerateArray().Select(parameter =>
            $"{parameter.GetProperty("in")} {parameter.GetProperty("name")} {parameter.GetProperty("schema").GetProperty("type")}{(parameter.TryGetProperty("required", out _) ? " required" : "")}");

        Assert.Equal(
            ["query q string required", "query page integer", "query tags array", "query near.zip-code string", "query near.town string",
                "query stops[0].zip-code string", "query stops[0].town string", "query least object"],
            parameters);
        Assert.False(operation.TryGetProperty("requestBody", out _));
    }

    [Theory]
    [InlineData("get")]
    [InlineData("post")]
    public void TypeThatFansOut_IsCutShort(string method) => Assert.InRange(Operation("fan", method).GetRawText().Length, 1_000, 500_000);

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual.GetRawText())), actual.GetRawText());

    private JsonElement Property(string path, string member) => Schema(path, Multipart).GetProperty("properties").GetProperty(member);

    private JsonElement Schema(string path, string mediaType) => Content(path).GetProperty(mediaType).GetProperty("schema");

    private JsonElement Content(string path) => Operation(path, "post").GetProperty("requestBody").GetProperty("content");

    private JsonElement Operation(string path, string method) =>
        application.Document.RootElement.GetProperty("paths").GetProperty("/described/forms/" + path).GetProperty(method);
}
