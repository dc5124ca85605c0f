using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Checked;

/// <summary>Statements in a row that go into a block together.</summary>
internal static class Ranges
{
    /// <summary>The first statements up to the last one that is wanted; all, if later ones need what those declare.</summary>
    public static IReadOnlyList<StatementSyntax> Through(IReadOnlyList<StatementSyntax> statements, Func<StatementSyntax, bool> isWanted)
    {
        var count = statements.Count;
        while (count > 0 && !isWanted(statements[count - 1]))
            count--;
        return IsClosed(statements, count) ? [.. statements.Take(count)] : statements;
    }

    /// <summary>Whether nothing that the first statements declare is needed after them.</summary>
    public static bool IsClosed(IReadOnlyList<StatementSyntax> statements, int count)
    {
        var later = statements.Skip(count).ToList();
        return !statements.Take(count).SelectMany(Names.Declared).Any(name => name.Length > 0 && later.Exists(one => one.Mentions(name)));
    }
}
