using System.Text;

namespace Needs.Analyzers.Tests.Cost;

/// <summary>Code bases of any size.</summary>
internal static class ManyMethods
{
    /// <summary>Classes of 20 methods: loads and saves, some of which lose a connection, beside what has no database in it.</summary>
    public static IEnumerable<string> Files(int methods) => Enumerable.Range(0, methods / 20).Select(number => Class(
        $"Jobs{number}",
        string.Concat(Enumerable.Range(0, 4).Select(n =>
            $$"""
                DbConnection Open{{n}}() { var c = source.OpenConnection(); c.Execute("set names utf8"); return c; }
                int Save{{n}}(int x) { using var c = Open{{n}}(); using var t = c.BeginTransaction(); if (x > {{n}}) return 0; c.Execute(""); t.Commit(); return 1; }
                int Load{{n}}(int x) { var c = Open{{n}}(); if (x > {{n}}) return 0; try { return c.Execute(""); } finally { c.Dispose(); } }
                int Sum{{n}}(int x) { var sum = 0; for (var i = 0; i < x; i++) { if (i % 3 == {{n}}) sum += i; else sum -= i; } return sum; }
                string Text{{n}}(int x) => x switch { 0 => "none", 1 => "one", _ => x.ToString() };

            """))));

    /// <summary>Each method hands its connection to the next one.</summary>
    public static string Chain(int methods) => Class("Chain", Many(methods, i =>
        $"void M{i}(DbConnection? given, int x) {{ var c = given ?? source.OpenConnection(); if (x > {i}) c.Execute(\"\"); M{(i + 1) % methods}(c, x); if (given is null) c.Dispose(); }}"));

    /// <summary>Each method calls eight others.</summary>
    public static string Mesh(int methods) => Class("Mesh", Many(methods, i =>
        $"void M{i}(DbConnection given, int x) {{ using var c = source.OpenConnection(); {Many(8, n => $"if (x == {n}) M{((i * 7) + (n * 11)) % methods}(c, x);")} given.Execute(\"\"); }}"));

    private static string Class(string name, string members) =>
        $$"""
        using System.Data.Common;
        using Dapper;

        class {{name}}(DbDataSource source)
        {
        {{members}}
        }
        """;

    private static string Many(int count, Func<int, string> part)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
            text.AppendLine(part(i));
        return text.ToString();
    }
}
