using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.Analyzers.Flow;

/// <summary>Which members of a type are released by the type.</summary>
internal sealed class Owners(Analysis analysis)
{
    private readonly ConcurrentDictionary<(INamedTypeSymbol Type, ISymbol Member), bool> _known = new();

    /// <summary>Whether an object of the type ever releases what the member holds, or lets others do it.</summary>
    public bool Release(INamedTypeSymbol type, ISymbol member) =>
        _known.GetOrAdd((type.OriginalDefinition, member.OriginalDefinition), key => Find(key.Type, key.Member));

    private bool Find(INamedTypeSymbol type, ISymbol member)
    {
        if (member is not IParameterSymbol && member.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedOrInternal)
            || analysis.Names.Releases(member))
        {
            return true;
        }

        // A derived type, which may be anywhere, can release what it can see.
        if (member.DeclaredAccessibility != Accessibility.Private && member is not IParameterSymbol && !type.IsSealed && SymbolEqualityComparer.Default.Equals(member.ContainingType, type) && type.IsAbstract)
            return true;

        return type.IsDisposable() && IsReleasedByDispose(type, member) || IsReleasedElsewhere(type, member);
    }

    private bool IsReleasedByDispose(INamedTypeSymbol type, ISymbol member)
    {
        foreach (var method in DisposeMethods.Of(type).Concat(DisposeMethods.NamedSo(type)))
        {
            // A base class from elsewhere does not know the member.
            if (analysis.Bodies.Of(method) is not { } body)
                continue;
            if (analysis.Summaries.Of(body, type, Summarizer.Depth, Interest.This) is not { } summary)
                return true;

            if (summary.Returns.Any(outcome => outcome.IsOpaque || outcome.Effects.Any(effect =>
                effect.State is State.Released or State.Escaped && effect.Input.StartsWith(member))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a member other than Dispose does anything with it by which it can be released: then that is how it is meant.</summary>
    private static bool IsReleasedElsewhere(INamedTypeSymbol type, ISymbol member)
    {
        for (var current = type; current is { DeclaringSyntaxReferences.Length: > 0 }; current = current.BaseType)
        {
            foreach (var reference in current.DeclaringSyntaxReferences)
            {
                foreach (var name in reference.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
                {
                    if (name.Identifier.ValueText == member.Name && !IsInDispose(name, type) && IsRelease(name, type))
                        return true;
                }
            }
        }

        return false;
    }

    private static bool IsInDispose(SyntaxNode node, INamedTypeSymbol type) =>
        type.IsDisposable()
        && node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Identifier.ValueText: "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "DisposeCore" };

    private static bool IsRelease(IdentifierNameSyntax name, INamedTypeSymbol type)
    {
        ExpressionSyntax expression = name.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == name ? qualified : name;
        while (expression.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax)
            expression = (ExpressionSyntax)expression.Parent;

        return expression.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == expression => IsReleaseName(access.Name.Identifier.ValueText),
            ConditionalAccessExpressionSyntax conditional when conditional.Expression == expression =>
                conditional.WhenNotNull.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().Any(binding => IsReleaseName(binding.Name.Identifier.ValueText)),
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword } => true,
            ArgumentSyntax { NameColon.Name.Identifier.ValueText: "transaction" } => false,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => !IsQuery(call),
            ReturnStatementSyntax or ArrowExpressionClauseSyntax => !type.IsDisposable() && IsHandedOut(expression, type),
            UsingStatementSyntax or EqualsValueClauseSyntax or ForEachStatementSyntax => true,
            IsPatternExpressionSyntax pattern => pattern.Pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Any(),
            AssignmentExpressionSyntax assignment => assignment.Right == expression,
            _ => false,
        };
    }

    // What a private member returns stays within the type: its callers are looked at instead.
    private static bool IsHandedOut(SyntaxNode node, INamedTypeSymbol type)
    {
        var member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        var name = member switch
        {
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            _ => null,
        };
        return name is null || type.GetMembers(name).FirstOrDefault() is not { DeclaredAccessibility: Accessibility.Private } getter || IsReleasedElsewhere(type, getter);
    }

    private static bool IsQuery(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }
        && (name.StartsWith("Execute", StringComparison.Ordinal) || name.StartsWith("Query", StringComparison.Ordinal) || name.StartsWith("Log", StringComparison.Ordinal));

    private static bool IsReleaseName(string name) => name is "Dispose" or "DisposeAsync" or "Close" or "CloseAsync"
        or "Commit" or "CommitAsync" or "Rollback" or "RollbackAsync"
        or "ForEach" or "Values" or "Remove" or "TryRemove" or "Dequeue" or "TryDequeue" or "Pop" or "TryPop" or "TryTake" or "Take";
}
