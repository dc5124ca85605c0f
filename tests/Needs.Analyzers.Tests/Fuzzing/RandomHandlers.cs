namespace Needs.Analyzers.Tests.Fuzzing;

/// <summary>Writes handlers of every kind, valid and not, from parts that are chosen at random.</summary>
internal sealed class RandomHandlers(int seed)
{
    private static readonly string[] TypeHeads =
    [
        "public static partial class {0}", "partial class {0}", "public partial struct {0}", "partial record {0}(int Size)", "partial record struct {0}",
        "partial interface {0}", "readonly partial struct {0}", "ref partial struct {0}", "public sealed class {0}", "partial class {0}<T> where T : class",
        "abstract partial class {0}", "file static partial class {0}", "static class {0}", "partial class {0}(DbConnection held)", "unsafe partial class {0}",
        "public class {0}",
    ];

    private static readonly string[] Attributes =
    [
        "[NeedsDb]", "[NeedsDb(\"shop\")]", "[NeedsDb(Transaction = true)]", "[NeedsDb, System.Obsolete]",
        "[NeedsDb, System.Diagnostics.Conditional(\"DEBUG\")]", "[Needs.NeedsDbAttribute]", "[method: NeedsDb]", "[NeedsDb(Isolation = IsolationLevel.Serializable)]", "",
        "[NeedsDb, NeedsForm]", "[NeedsForm]", "[NeedsForm, HttpPost(\"/form\")]", "[NeedsDb, HttpGet(\"/x\")]", "[HttpPost(\"/x/{{id}}\"), NeedsDb]", "[NeedsDb, HttpGet]", "[HttpDelete(\"[action]\")][NeedsDb]", "[NeedsDb, HttpGet(\"/a\"), HttpPut(\"/b\")]",
    ];

    private static readonly string[] Modifiers =
    [
        "public static", "public", "internal static", "private static", "protected", "public virtual", "public abstract", "public override", "static",
        "public static unsafe", "public new", "public sealed override", "static extern", "public partial", "private protected", "public static virtual",
        "static abstract", "readonly",
    ];

    private static readonly (string Type, string Body)[] Results =
    [
        ("void", "{ }"), ("int", "=> 1;"), ("async Task", "{ await Task.Yield(); }"), ("async Task<int>", "{ await Task.Yield(); return 1; }"),
        ("async void", "{ await Task.Yield(); }"), ("Task", "=> Task.CompletedTask;"), ("ValueTask<string>", "=> default;"), ("async ValueTask", "{ await Task.Yield(); }"),
        ("IEnumerable<int>", "{ yield return 1; }"), ("IEnumerable<int>", "=> [];"), ("async IAsyncEnumerable<int>", "{ await Task.Yield(); yield return 1; }"),
        ("IAsyncEnumerable<int>", "=> null!;"), ("IEnumerator<int>", "{ yield return 1; }"), ("async IAsyncEnumerator<int>", "{ await Task.Yield(); yield return 1; }"),
        ("System.Collections.IEnumerable", "{ yield return 1; }"), ("ref int", "=> ref Refs.Value;"), ("ref readonly int", "=> ref Refs.Value;"),
        ("Span<int>", "=> default;"), ("dynamic", "=> 1;"), ("object?", "=> null;"), ("(int A, string? B)", "=> default;"), ("int*", "=> null;"), ("int[]?", "=> null;"),
        ("System.Runtime.CompilerServices.YieldAwaitable", "=> Task.Yield();"), ("Task<Task<int>>", "=> null!;"), ("DbConnection", "=> null!;"), ("T", "=> default!;"),
        ("int", ";"), ("Missing", "=> default;"), ("nint", "{ return 1; }"), ("System.Collections.Generic.List<int>.Enumerator", "=> default;"), ("IDisposable", "=> null!;"),
    ];

    private static readonly string[] Parameters =
    [
        "int id", "DbConnection db", "IDbConnection db", "DbTransaction tx", "IDbTransaction? tx", "string? name = null", "CancellationToken ct",
        "CancellationToken ct = default", "ref DbConnection db", "out int count", "in DbConnection db", "DbConnection? db = null", "params int[] ids", "params DbConnection[] all",
        "[NeedsDb(\"other\")] DbConnection second", "[NeedsDb] DbConnection second", "[NeedsDb] int id", "[NeedsDb(Transaction = true)] IDbConnection db", "ref readonly int x",
        "Span<int> span", "int* p", "delegate*<int, void> f", "object @class", "DbConnection @event", "T value", "TConnection connection", "Missing m", "this DbConnection db",
        "this string text", "in DateTime at", "scoped Span<int> s", "List<(int A, string? B)?>? list", "dynamic? d", "Func<int, Task>? f = null", "DayOfWeek day = DayOfWeek.Friday",
        "double x = double.NaN", "decimal m = 1.5m", "DateTime at = default", "[NeedsDb] DbTransaction tx", "Database database", "DbConnection db, DbTransaction tx", "FileLocal? local",
        "FormData form", "[NeedsForm] FormData posted", "[NeedsForm(MaxFields = 3)] FormData? maybe", "[NeedsForm] int number", "in FormData form", "FormData form = null!",
    ];

    private static readonly string[] Names = ["Find", "@class", "Équipe", "Find<T>", "Find<TConnection>", "Convert", "Dispose", "Equals", "ToString", "IHidden.Find"];

    private static readonly string[] Constraints = ["", " where T : new()", " where TConnection : DbConnection", " where TConnection : class, IDbConnection, new()"];

    private readonly Random _random = new(seed);

    /// <summary>A file with one type and mostly one handler in it.</summary>
    public string Next(int number)
    {
        var name = $"Type{number}";
        var members = Enumerable.Range(0, _random.Next(8) == 0 ? 2 : 1).Select(_ => Handler());
        var type = $"{string.Format(null, Pick(TypeHeads), name)}\n{{\n    {string.Join("\n\n    ", members)}\n}}";
        if (_random.Next(5) == 0)
            type = $"{string.Format(null, Pick(TypeHeads), $"Outer{number}")}\n{{\n{type}\n}}";
        return $"#nullable {(_random.Next(4) == 0 ? "disable" : "enable")}\nnamespace N{number};\n\n{type}\n";
    }

    private string Handler()
    {
        var (result, body) = Pick(Results);
        var parameters = Enumerable.Range(0, _random.Next(4)).Select(_ => Pick(Parameters)).Prepend(_random.Next(4) == 0 ? Pick(Parameters) : "DbConnection db").Distinct();
        var name = Pick(Names);
        var generic = name.Contains('<', StringComparison.Ordinal) ? Pick(Constraints) : "";
        return $"{Pick(Attributes)} {Pick(Modifiers)} {result} {name}({string.Join(", ", parameters)}){generic} {body}";
    }

    // Mostly the first option, which fits everywhere: so that much compiles, and is odd in one or two ways.
    private T Pick<T>(T[] options) => options[_random.Next(5) < 2 ? 0 : _random.Next(options.Length)];
}
