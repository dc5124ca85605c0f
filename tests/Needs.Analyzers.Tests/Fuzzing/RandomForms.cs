using System.Globalization;
using System.Text;

namespace Needs.Analyzers.Tests.Fuzzing;

/// <summary>Writes types of forms as no one would, but as the compiler allows: with members of all types, and all ways to declare one.</summary>
internal sealed class RandomForms(int seed)
{
    private static readonly string[] Types =
    [
        "string", "string", "int", "long", "decimal", "bool", "char", "DayOfWeek", "Base64FormattingOptions", "DateOnly", "TimeSpan", "Guid", "Uri", "object", "dynamic",
        "Version", "Exception", "IDisposable", "Action", "UploadedFile", "FormField", "FormData", "IFormFile", "IFormFileCollection", "System.IO.Stream",
        "(int A, int B)", "int[,]", "nint", "Int128", "DateTime", "KeyValuePair<string, int>",
    ];

    private static readonly string[] Collections =
    [
        "List<{0}>", "{0}[]", "IReadOnlyList<{0}>", "HashSet<{0}>", "IEnumerable<{0}>", "Dictionary<string, {0}>", "IReadOnlyDictionary<int, {0}>", "Page<{0}>", "Queue<{0}>",
        "System.Collections.Immutable.ImmutableArray<{0}>", "Dictionary<{0}, int>", "Span<{0}>",
    ];

    private static readonly string[] Attributes =
    [
        "", "", "", "", "[Required] ", "[StringLength(5)] ", "[Range(1, 2)] ", "[Compare(\"M0\")] ", "[Display(Name = \"x\")] ", "[FromForm(Name = \"m0\")] ",
        "[System.Text.Json.Serialization.JsonIgnore] ", "[Obsolete] ", "[MaxLength(3)] ", "[Own] ",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A file with two types and two handlers.</summary>
    public string Next(int number)
    {
        var id = number.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder(_random.Next(3) == 0 ? "#nullable disable\n" : "");
        text.Append("using System.ComponentModel.DataAnnotations;\n");
        text.Append(CultureInfo.InvariantCulture, $"namespace Forms{id};\n");
        text.Append("public class Page<T> { public T Item { get; set; } = default!; public T[] Items { get; init; } = []; }\n");
        text.Append("public sealed class OwnAttribute : ValidationAttribute;\n");
        text.Append(Type("Inner", depth: 0)).Append(Type("Outer", depth: 1));
        text.Append("public static partial class Handlers\n{\n");
        text.Append("    [NeedsForm] public static int First(Outer form) => 1;\n");
        text.Append("    public static int Second([NeedsForm] Form<Outer> form) => 1;\n}\n");
        return text.ToString();
    }

    private string Type(string name, int depth)
    {
        var (keyword, isRecord) = Pick(("class", false), ("record", true), ("struct", false), ("record struct", true), ("sealed class", false), ("abstract class", false));
        var parameters = string.Join(", ", Enumerable.Range(0, _random.Next(isRecord ? 4 : 2)).Select(i => $"{(isRecord ? Pick(Attributes) : "")}{Member(depth)} {(isRecord ? "P" : "p")}{i}"));
        var members = string.Concat(Enumerable.Range(0, _random.Next(5)).Select(i => $"    {Pick(Attributes)}{Declare(depth, i)}\n"));
        return $"public {keyword} {name}{(parameters.Length > 0 ? $"({parameters})" : "")}\n{{\n{members}{(_random.Next(12) == 0 ? $"    private {name}() {{ }}\n" : "")}}}\n";
    }

    private string Declare(int depth, int number)
    {
        var type = Member(depth);
        return Pick(
            $"public {type} M{number} {{ get; set; }}",
            $"public {type} M{number} {{ get; init; }} = default!;",
            $"public required {type} M{number} {{ get; init; }}",
            $"public {type} M{number} {{ get; }}",
            $"public {type}? M{number} {{ get; set; }}",
            $"public {type} M{number};",
            $"public {type}? M{number} {{ get; init; }} = new();",
            $"internal {type} M{number} {{ get; set; }}",
            $"public required {type}? M{number} {{ get; set; }}");
    }

    private string Member(int depth)
    {
        var type = _random.Next(5) == 0 ? Pick("Inner", "Outer") : Pick(Types);
        if (depth == 0 && type == "Outer" && _random.Next(2) == 0) type = "int";
        for (var nesting = 0; nesting < 2 && _random.Next(3) == 0; nesting++) type = string.Format(CultureInfo.InvariantCulture, Pick(Collections), type);
        return _random.Next(4) == 0 ? type + "?" : type;
    }

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
