using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.Forms;

/// <summary>Finds out, where a member is declared, whether it has a value from the start.</summary>
internal static class FormInitializers
{
    /// <summary>
    /// Whether the member has an initialiser, or may have: that of an assembly can't be seen. <c>= null!</c> is none: it only says that
    /// somebody will set the member.
    /// </summary>
    public static bool MayHaveValue(ISymbol member, CancellationToken cancellationToken)
    {
        if (member.DeclaringSyntaxReferences.IsEmpty) return !member.Locations.Any(location => location.IsInSource);
        var isReference = member is IPropertySymbol { Type.IsReferenceType: true } or IFieldSymbol { Type.IsReferenceType: true };
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var initializer = reference.GetSyntax(cancellationToken) switch
            {
                PropertyDeclarationSyntax property => property.Initializer,
                VariableDeclaratorSyntax field => field.Initializer,
                _ => null,
            };
            if (initializer is not null && !(isReference && IsNothing(initializer.Value))) return true;
        }

        return false;
    }

    private static bool IsNothing(ExpressionSyntax value) => value switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } forgiven => IsNothing(forgiven.Operand),
        ParenthesizedExpressionSyntax inner => IsNothing(inner.Expression),
        DefaultExpressionSyntax => true,
        _ => value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression),
    };
}
