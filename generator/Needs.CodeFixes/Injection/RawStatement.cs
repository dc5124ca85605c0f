using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Injection;

/// <summary>EF Core's raw statements: those that take an interpolated literal make parameters of its values.</summary>
internal static class RawStatement
{
    public static IEnumerable<IReadOnlyList<TextChange>> Changes(FixSite site, SqlText text)
    {
        if (text.Use.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax call } }
            || call.Expression is not MemberAccessExpressionSyntax { Name: var name }
            || text.Use != text.Whole
            || text.All is not { Count: > 0 } holes)
        {
            yield break;
        }

        foreach (var other in OthersFor(name.Identifier.ValueText))
            yield return [new TextChange(name.Identifier.Span, other), new TextChange(text.Whole.Span, Interpolated(site, text, holes))];
    }

    // The newer name first: what does not compile is not offered.
    private static IEnumerable<string> OthersFor(string name) => name switch
    {
        "FromSqlRaw" => ["FromSql", "FromSqlInterpolated"],
        "ExecuteSqlRaw" => ["ExecuteSql", "ExecuteSqlInterpolated"],
        "ExecuteSqlRawAsync" => ["ExecuteSqlAsync", "ExecuteSqlInterpolatedAsync"],
        "SqlQueryRaw" => ["SqlQuery"],
        _ => [],
    };

    private static string Interpolated(FixSite site, SqlText text, IReadOnlyList<SqlHole> holes)
    {
        var values = holes.Select(hole => ParameterNames.ValueOf(hole, site.Model)).ToList();
        if (text.Whole is InterpolatedStringExpressionSyntax)
        {
            var source = site.Root.SyntaxTree.GetText(site.Cancellation);
            var changes = holes.Select((hole, i) => new TextChange(hole.Place, Hole(hole, values[i])));
            var changed = source.WithChanges(changes);
            var grown = changed.Length - source.Length;
            return changed.ToString(new TextSpan(text.Whole.SpanStart, text.Whole.Span.Length + grown));
        }

        return "$" + text.Joined(holes, values.Select((value, i) => Hole(holes[i], value)).ToList());
    }

    private static string Hole(SqlHole hole, string value) =>
        value.Contains('?') && value.Contains(':') || hole.Value is ConditionalExpressionSyntax ? $"{{({value})}}" : $"{{{value}}}";
}
