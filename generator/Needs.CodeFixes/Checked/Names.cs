using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Checked;

/// <summary>Names of variables, as the text uses them.</summary>
internal static class Names
{
    public static bool Mentions(this SyntaxNode node, string name) =>
        node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(one => one.Identifier.ValueText == name);

    /// <summary>Where code speaks of a symbol.</summary>
    public static IEnumerable<IdentifierNameSyntax> NamesOf(this SyntaxNode code, ISymbol symbol, SemanticModel model) =>
        code.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name =>
            name.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, symbol));

    /// <summary>What the node declares for itself or for the statements after it.</summary>
    public static IEnumerable<string> Declared(SyntaxNode node) =>
        node.DescendantNodesAndSelf().Select(one => one switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            _ => "",
        });

    /// <summary>The wanted name, or with a number what nothing in the scope is called.</summary>
    public static string Fresh(string wanted, SyntaxNode place, SemanticModel model)
    {
        var scope = place.Ancestors().First(IsScope);
        var visible = model.LookupSymbols(place.SpanStart).Where(symbol => symbol is ILocalSymbol or IParameterSymbol);
        var used = scope.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken));
        var taken = new HashSet<string>([.. visible.Select(symbol => symbol.Name), .. used.Select(token => token.ValueText)]);
        return Enumerable.Range(1, int.MaxValue - 1)
            .Select(number => number == 1 ? wanted : wanted + number)
            .First(name => !taken.Contains(name));
    }

    private static bool IsScope(SyntaxNode node) =>
        node is BlockSyntax or SwitchStatementSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax
            or AccessorDeclarationSyntax or CompilationUnitSyntax
        || (node is StatementSyntax statement && StatementLists.OwnerOf(statement) is null && node.Parent is not GlobalStatementSyntax)
        || (node is MemberDeclarationSyntax and not GlobalStatementSyntax);
}
