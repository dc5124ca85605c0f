using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Needs.Analyzers.Flow;

namespace Needs.Analyzers.Injection.Checks;

/// <summary>Finds the patterns of regular expressions that are kept in fields or generated.</summary>
internal sealed class RegexChecks(Compilation compilation, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<ISymbol, string?> _patterns = new(SymbolEqualityComparer.Default);

    /// <summary>The pattern of what a regular expression is called on or with; null if nobody can tell.</summary>
    public string? PatternOf(IInvocationOperation call)
    {
        if (call.Instance is null)
            return call.Arguments.Where(argument => argument.Parameter?.Name == "pattern").Select(argument => argument.Value.ConstantValue.Value as string).FirstOrDefault();

        return call.Instance switch
        {
            IFieldReferenceOperation field => Of(field.Field),
            IPropertyReferenceOperation property => Of(property.Property),
            IInvocationOperation made => Of(made.TargetMethod),
            IObjectCreationOperation creation => creation.Arguments.FirstOrDefault()?.Value.ConstantValue.Value as string,
            _ => null,
        };
    }

    private string? Of(ISymbol symbol) => _patterns.GetOrAdd(symbol.OriginalDefinition, Find);

    private string? Find(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "GeneratedRegexAttribute" && attribute.ConstructorArguments is [{ Value: string pattern }, ..])
                return pattern;
        }

        if (!symbol.IsInSource())
            return null;

        var syntax = symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        var value = syntax switch
        {
            VariableDeclaratorSyntax field => field.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            _ => null,
        };
        if (value is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var first, ..] } || !compilation.ContainsSyntaxTree(value.SyntaxTree))
            return null;
        return compilation.GetSemanticModel(value.SyntaxTree).GetConstantValue(first.Expression, cancellation).Value as string;
    }
}
