using Microsoft.CodeAnalysis.CSharp;

namespace Needs.Generator;

internal static class Identifiers
{
    /// <summary>The name as it can be written anywhere in code: with <c>@</c> when it is a keyword, if only in some places.</summary>
    public static string Escape(string name) =>
        name == "_" || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    public static string Unescape(string name) => name.TrimStart('@');
}
