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
        foreach (var method in DisposeMethods.Of(type))
        {
            if (analysis.Bodies.Of(method) is not { } body)
                return true;
            if (analysis.Summaries.Of(body, type, Summarizer.Depth) is not { } summary)
                return true;

            if (summary.Returns.Any(outcome => outcome.IsOpaque || outcome.Effects.Any(effect =>
                effect.State is State.Released or State.Escaped && effect.Input is { Owner.IsThis: true, Member: { } ended } && SymbolEqualityComparer.Default.Equals(ended, member))))
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
                    if (name.Identifier.ValueText == member.Name && !IsInDispose(name, type) && IsRelease(name))
                        return true;
                }
            }
        }

        return false;
    }

    private static bool IsInDispose(SyntaxNode node, INamedTypeSymbol type) =>
        type.IsDisposable()
        && node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Identifier.ValueText: "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "DisposeCore" };

    private static bool IsRelease(IdentifierNameSyntax name)
    {
        ExpressionSyntax expression = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } qualified ? qualified : name;
        while (expression.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax)
            expression = (ExpressionSyntax)expression.Parent;

        return expression.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == expression => IsReleaseName(access.Name.Identifier.ValueText),
            ConditionalAccessExpressionSyntax conditional when conditional.Expression == expression =>
                conditional.WhenNotNull.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().Any(binding => IsReleaseName(binding.Name.Identifier.ValueText)),
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword } => true,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax } => true,
            ReturnStatementSyntax or ArrowExpressionClauseSyntax or UsingStatementSyntax or EqualsValueClauseSyntax => true,
            AssignmentExpressionSyntax assignment => assignment.Right == expression,
            _ => false,
        };
    }

    private static bool IsReleaseName(string name) => name is "Dispose" or "DisposeAsync" or "Close" or "CloseAsync";
}
