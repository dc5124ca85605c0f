using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Diagnostics;

namespace Needs.Analyzers.Shape;

/// <summary>
/// Says of each <c>[NeedsDb]</c> or <c>[NeedsForm]</c> method that can't be a handler, why. It looks at every member that an attribute may
/// stand on, not only at those that the generator reads.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerShapeAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ShapeDescriptors.All.Remove(ShapeDescriptors.ContainingTypeNotPartial).AddRange(FormDescriptors.All);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(CheckMethod, SymbolKind.Method);
        context.RegisterSymbolAction(CheckEvent, SymbolKind.Event);
        context.RegisterSymbolAction(CheckType, SymbolKind.NamedType);
    }

    private static void CheckMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (!IsSecondPart(method) && !IsSeenByGetter(method) && !IsRefusedByCompiler(method))
            Check(method, context);
    }

    // [method: NeedsDb] on an event without accessors: they have no declaration, so no action is called for them.
    private static void CheckEvent(SymbolAnalysisContext context)
    {
        if (((IEventSymbol)context.Symbol).AddMethod is { IsImplicitlyDeclared: true } accessor)
            Check(accessor, context);
    }

    private static void CheckType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.DelegateInvokeMethod is { } invoke)
            Check(invoke, context);
        if (type.ExtensionParameter is { } receiver && MethodRules.ReceiverProblem(receiver) is { } problem)
            context.ReportDiagnostic(problem.ToDiagnostic());
    }

    private static void Check(IMethodSymbol method, SymbolAnalysisContext context)
    {
        if (!HandlerShape.IsHandler(method))
            return;

        if (MethodRules.BodyProblem(method) is { } noBody)
            context.ReportDiagnostic(noBody.ToDiagnostic());

        foreach (var problem in HandlerShape.Of(method, context.CancellationToken).Reported)
        {
            if (problem.Id != DiagnosticIds.ContainingTypeNotPartial)
                context.ReportDiagnostic(problem.ToDiagnostic());
        }
    }

    // Both parts of a partial method have all of its attributes. Of a partial constructor only the part with the body is looked at.
    private static bool IsSecondPart(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, PartialDefinitionPart: not null };

    // Such attributes are for methods and parameters, says CS0592.
    private static bool IsRefusedByCompiler(IMethodSymbol method) =>
        method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor
        && method.GetAttributes().Any(attribute => attribute.AttributeClass.IsHandlerAttribute());

    // Both accessors of an indexer have its parameters.
    private static bool IsSeenByGetter(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.PropertySet, AssociatedSymbol: IPropertySymbol { GetMethod: { } getter } }
        && HandlerShape.IsHandler(getter)
        && !method.GetAttributes()
            .Concat(method.Parameters.Last().GetAttributes())
            .Any(attribute => attribute.AttributeClass.IsHandlerAttribute());
}
