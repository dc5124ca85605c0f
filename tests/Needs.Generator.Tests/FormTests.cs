using Needs.Testing;

namespace Needs.Generator.Tests;

/// <summary>What is written for handlers that take a form.</summary>
public class FormTests
{
    private const string FormOnly = """
        using Needs;
        namespace Shop;
        public static partial class Guests
        {
            [NeedsForm]
            public static int SignUp(FormData form) => form.Count;
        }
        """;

    [Fact]
    public void HandlerThatIsLentNothing_IsAnEndpointWithoutAnOverload()
    {
        var result = new GeneratorRunner { AspNetCore = true }.Run(FormOnly);

        Assert.Equal(["MapHandlers.g.cs", "Shop.Guests.SignUp.Endpoint.g.cs"], result.Sources.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WithoutAspNetCore_NothingIsMadeOfIt() => Assert.Empty(new GeneratorRunner().Run(FormOnly).Sources);

    [Fact]
    public void Form_IsReadAfterTheRouteAndBeforeTheConnectionIsLent()
    {
        var endpoint = Endpoint("[NeedsDb, NeedsForm] public static int SignUp(FakeConnection db, FormData form, int id) => id;");

        AssertInOrder(
            endpoint,
            "Required<int>(",
            "WriteProblemAsync()",
            "await using var form = await global::Needs.AspNetCore.FormReader.ReadAsync(context, ",
            "if (form is null) return;",
            "RequestDatabase.Get(context)",
            "LendAsync(",
            "SignUp(__lease",
            "ReturnAsync()",
            "WriteJsonAsync");
    }

    [Fact]
    public void Form_IsReadBeforeTheHandlersObjectIsBuilt() => AssertInOrder(
        Endpoint("[NeedsForm] public int SignUp(FormData form) => 1;", type: "public partial class Guests"), "FormReader.ReadAsync(", "new global::Shop.Guests(");

    [Theory]
    [InlineData("", "Form = new();")]
    [InlineData("(MaxFields = 10, MaxFileSize = 1L << 40)", "Form = new() { MaxFields = 10, MaxFileSize = 1099511627776L };")]
    [InlineData("(Source = FormSource.Both, KeepBlankValues = true)", "Form = new() { Source = global::Needs.FormSource.Both, KeepBlankValues = true };")]
    public void Settings_AreThoseOfTheAttribute(string settings, string expected)
    {
        Assert.Contains(expected, Endpoint($"[NeedsForm{settings}] public static int SignUp(FormData form) => 1;"), StringComparison.Ordinal);
        Assert.Contains(expected, Endpoint($"public static int SignUp([NeedsForm{settings}] FormData form) => 1;"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[NeedsDb, NeedsForm] public static Task SignUp(FakeConnection db, FormData form, CancellationToken ct) => Task.CompletedTask;")]
    [InlineData("[NeedsDb, NeedsForm] public static IEnumerable<int> SignUp(FakeConnection db, FormData form) { yield return 1; }")]
    [InlineData("[NeedsForm] public static IEnumerable<int> SignUp(FormData form) { yield return 1; }")]
    [InlineData("[NeedsForm] public static async IAsyncEnumerable<int> SignUp(FormData form) { await Task.Yield(); yield return 1; }")]
    [InlineData("[NeedsForm] public static void SignUp(in FormData? context) { }")]
    [InlineData("[NeedsForm] public static ValueTask<string> SignUp(FormData @class, HttpContext form) => default;")]
    [InlineData("[HttpPost(\"/a\"), HttpGet(\"/b\"), NeedsForm] internal static IResult SignUp(FormData form, string name) => null!;")]
    [InlineData("[HttpPost(\"/a\"), NeedsForm] public static int SignUp(FormData form) => 1; [HttpPost(\"/b\"), NeedsForm] public static int SignUp(FormData form, int id) => 1;")]
    public void Endpoint_IsWrittenForEachShape(string handler) => Endpoint(handler);

    private static string Endpoint(string handler, string type = "public static partial class Guests") => new GeneratorRunner { AspNetCore = true }.Run($$"""
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Needs;
        using Needs.Testing;
        namespace Shop;
        {{type}}
        {
            {{handler}}
        }
        """).Sources["Shop.Guests.SignUp.Endpoint.g.cs"];

    private static void AssertInOrder(string text, params string[] parts)
    {
        var last = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, last, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' is not there, or too early:\n{text}");
            last = found;
        }
    }
}
