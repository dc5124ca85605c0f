using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Needs.Analyzers.Injection.Requests;

namespace Needs.Analyzers.Injection;

/// <summary>Tells cheaply whether a body has values of a request at all: most don't, and are not looked at further.</summary>
internal static class Entrances
{
    public static bool AreIn(IOperation block, ISymbol owner, InjectionAnalysis analysis) =>
        (owner is IMethodSymbol method && analysis.Parameters.Answers(method)) || HasBoundProperties(owner.ContainingType)
        || NamesRequest(block.Syntax) || analysis.Reach.CallsReader(block.Syntax);

    /// <summary>Whether code names a member by which a request is read, or maps handlers.</summary>
    public static bool NamesRequest(SyntaxNode code)
    {
        foreach (var token in code.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && (RequestMembers.IsName(token.ValueText) || MappedMethods.IsMap(token.ValueText)))
                return true;
        }

        return false;
    }

    public static bool HasBoundProperties(INamedTypeSymbol? type)
    {
        if (type is not { BaseType.SpecialType: SpecialType.None })
            return false;

        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol { SetMethod: not null } property && RequestMembers.PartOf(property) is not null)
                return true;
        }

        return false;
    }
}
