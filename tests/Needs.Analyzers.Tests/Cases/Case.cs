using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Cases;

/// <summary>A method (or another member, or a whole type) after a line <c>// bad: why</c> or <c>// good: why</c>.</summary>
internal sealed record Case(string Name, bool IsBad, int Marks)
{
    private const string Bad = "// bad: ";
    private const string Good = "// good: ";

    public static IEnumerable<Case> In(Markup markup)
    {
        var root = CSharpSyntaxTree.ParseText(markup.Source).GetCompilationUnitRoot();
        foreach (var member in root.DescendantNodes().OfType<MemberDeclarationSyntax>())
        {
            if (LabelOf(member) is not { } label)
                continue;

            var marks = markup.Diagnostics.Count(mark => member.Span.Contains(mark.Span));
            yield return new Case(NameOf(member), label.StartsWith(Bad, StringComparison.Ordinal), marks);
        }
    }

    /// <summary>How many lines of the file look like labels, whether or not a member follows.</summary>
    public static int LabelsIn(Markup markup) => markup.Source.Split('\n').Count(line => IsLabel(line.Trim()));

    private static string? LabelOf(MemberDeclarationSyntax member)
    {
        var comment = member.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)).ToString();
        return IsLabel(comment) ? comment : null;
    }

    private static bool IsLabel(string line) =>
        line.StartsWith(Bad, StringComparison.Ordinal) || line.StartsWith(Good, StringComparison.Ordinal);

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        _ => $"{member.Kind()} at {member.SpanStart}",
    };
}
