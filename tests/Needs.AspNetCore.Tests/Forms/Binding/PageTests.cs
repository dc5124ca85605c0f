using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Forms.Binding;

/// <summary>What docs/forms.md says of binding is so: its types are those of these tests, its tables are requests.</summary>
public sealed partial class PageTests(BindingApp app) : IClassFixture<BindingApp>
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs/forms.md"));

    /// <summary>The rows of the tables whose first column is a type and whose second is a form.</summary>
    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (Match match in Row.Matches(Binding())) rows.Add(Text(match.Groups["type"]), Text(match.Groups["form"]), Result(match.Groups["gives"].Value));
            return rows;
        }
    }

    [Fact]
    public void Tables_AreFound() => Assert.InRange(Rows.Count, 60, 1000);

    [Theory, MemberData(nameof(Rows))]
    public async Task Row_IsSo(string type, string form, string gives) =>
        Assert.Equal(gives, await app.PostAsync("/page?type=" + Uri.EscapeDataString(type), form));

    [Fact]
    public void Types_AreThoseOfTheTests()
    {
        var code = Code("PageForms.cs") + Code("PageHandlers.cs");
        var blocks = TypeBlock.Matches(Binding()).Select(match => WithoutIndentation(match.Groups["code"].Value)).ToList();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(block, code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_IsTheOneOfThePage()
    {
        var expected = AnswerBlock.Match(Binding()).Groups["json"].Value.Trim();
        using var response = await app.Client.PostAsync(
            "/page?type=Cart", new FormUrlEncodedContent([new("shipTo.street", "Main St"), new("lines[7].quantity", "x"), new("ids", "99999999999")]));

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        answer.Remove("traceId");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), answer.ToJsonString());
    }

    private static string Binding()
    {
        var start = Page.IndexOf("\n## Binding", StringComparison.Ordinal);
        return Page[start..Page.IndexOf("\n## ", start + 4, StringComparison.Ordinal)];
    }

    private static string Code(string file) =>
        WithoutIndentation(File.ReadAllText(RepositoryFiles.PathOf("tests/Needs.AspNetCore.Tests/Forms/Binding/" + file)));

    private static string WithoutIndentation(string code) => string.Join('\n', code.Split('\n').Select(line => line.TrimStart()));

    private static string Text(Group cell) => cell.Value.Trim();

    /// <summary>Code is an answer as it is; lines of errors stand below each other.</summary>
    private static string Result(string cell) => string.Join(
        '\n', cell.Split("<br>").Select(line => line.Trim().Trim('`').Replace("`: ", ": ", StringComparison.Ordinal)));

    [GeneratedRegex(@"^\| `(?<type>[^`]+)` \| `(?<form>[^`]*)` \| (?<gives>.+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row { get; }

    [GeneratedRegex(@"^```csharp\n(?<code>(?:\[[A-Z]|public ).*?)```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex TypeBlock { get; }

    [GeneratedRegex("^```json\n(?<json>.*?)```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex AnswerBlock { get; }
}
