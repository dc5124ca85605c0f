using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Needs.Analyzers.Flow;
using Needs.Analyzers.Injection.Requests;

namespace Needs.Analyzers.Injection;

/// <summary>Tells cheaply whether values of a request may become SQL text in a body: in most they don't, and those are not looked at further.</summary>
internal static class Entrances
{
    public static bool AreIn(IOperation block, ISymbol owner, InjectionAnalysis analysis)
    {
        var look = analysis.Reach.At(block.Syntax);
        if ((look & SinkReach.Look.Sink) == 0)
            return false;
        if (!block.Descendants().Any(operation => Takes(operation, analysis)))
            return false;
        if (owner is IMethodSymbol method && analysis.Parameters.Answers(method) && method.Parameters.Any(parameter => analysis.Parameters.PartOf(parameter) is not null))
            return true;
        return HasBoundProperties(owner.ContainingType)
            || ((look & (SinkReach.Look.Request | SinkReach.Look.Reader)) != 0 && block.Descendants().Any(operation => Brings(operation, analysis)));
    }

    private static bool Takes(IOperation operation, InjectionAnalysis analysis) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } => analysis.Sinks.ParameterOf(method) >= 0 || method.MethodKind == MethodKind.LocalFunction || analysis.Reach.MayTake(method),
        IObjectCreationOperation { Constructor: { } constructor } => analysis.Sinks.ParameterOf(constructor) >= 0 || analysis.Reach.MayTake(constructor),
        IPropertyReferenceOperation { Property: var property } => analysis.Sinks.IsText(property)
            || ((property.GetMethod ?? property.SetMethod) is { } accessor && analysis.Reach.MayTake(accessor)),
        IMethodReferenceOperation { Method: var method } => analysis.Reach.MayTake(method),
        _ => false,
    };

    private static bool Brings(IOperation operation, InjectionAnalysis analysis) => operation switch
    {
        IPropertyReferenceOperation { Property: var property } => RequestMembers.PartOf(property) is not null
            || (property.GetMethod is { } getter && property.IsInSource() && analysis.MayRead(getter)),
        IInvocationOperation { TargetMethod: var method } => RequestMembers.PartOf(method) is not null
            || (MappedMethods.IsMap(method.Name) && method.ContainingNamespace.IsWithin("Microsoft.AspNetCore"))
            || (method.IsInSource() && analysis.MayRead(method)),
        _ => false,
    };

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
