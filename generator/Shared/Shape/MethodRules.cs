using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs;

/// <summary>Which methods, and in which types, can be handlers: NEEDS001, 003, 004, 010, 011.</summary>
internal static class MethodRules
{
    /// <summary>Names accessors, operators and the like as the source does: <c>Size.get</c>, <c>operator +</c>.</summary>
    private static readonly SymbolDisplayFormat AsWritten = new(memberOptions: SymbolDisplayMemberOptions.IncludeExplicitInterface);

    /// <summary>A kind of method that is never a handler. Nothing else is worth saying about it then.</summary>
    public static ShapeProblem? KindProblem(IMethodSymbol method) =>
        KindOf(method) is { } kind ? new(DiagnosticIds.NotAHandlerMethod, AttributeOf(method), NameOf(method), kind) : null;

    /// <summary>
    /// A partial method that nobody implemented, and that the compiler accepts so. It is wrapped all the same, since another generator may
    /// write its body: only the analyzer, which sees what they all wrote, asks for it.
    /// </summary>
    public static ShapeProblem? BodyProblem(IMethodSymbol method) =>
        method is { IsPartialDefinition: true, PartialImplementationPart: null, ReturnsVoid: true } && IsOptional(method)
            ? new(DiagnosticIds.NotAHandlerMethod, AttributeOf(method), NameOf(method), "a partial method without a body")
            : null;

    /// <summary>The receiver of an extension block belongs to no method.</summary>
    public static ShapeProblem? ReceiverProblem(IParameterSymbol receiver) =>
        receiver.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.IsHandlerAttribute()) is { } attribute
            ? new(DiagnosticIds.NotAHandlerMethod, PlaceOf(attribute, receiver), receiver.Name, "the receiver of an extension block")
            : null;

    public static void Check(
        IMethodSymbol method,
        ImmutableArray<ShapeProblem>.Builder problems,
        CancellationToken cancellationToken)
    {
        if (method.ReturnsVoid && (method.PartialImplementationPart ?? method).IsAsync)
            problems.Add(new(DiagnosticIds.AsyncVoid, method, method.Name));

        if (IsConditional(method))
            problems.Add(new(DiagnosticIds.ConditionalHandler, method, method.Name));

        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal)
                problems.Add(new(DiagnosticIds.FileLocalType, method, method.Name, type.Name));
            else if (NotPartial(type, cancellationToken) is { } name)
                problems.Add(new(DiagnosticIds.ContainingTypeNotPartial, name, method.Name, type.Name));
        }
    }

    private static string? KindOf(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.LocalFunction } => "a local function",
        { MethodKind: MethodKind.AnonymousFunction } => "a lambda",
        { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet } => "a property accessor",
        { MethodKind: MethodKind.EventAdd or MethodKind.EventRemove } => "an event accessor",
        { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => "an operator",
        { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => "a constructor",
        { MethodKind: MethodKind.Destructor } => "a finalizer",
        { MethodKind: MethodKind.DelegateInvoke } => "a delegate",
        { MethodKind: MethodKind.ExplicitInterfaceImplementation } => "an explicit interface implementation",
        { MethodKind: not MethodKind.Ordinary } => "not an ordinary method",
        { ContainingType.IsExtension: true } => "a member of an extension block",
        { IsStatic: true, IsAbstract: true } or { IsStatic: true, IsVirtual: true } => "a static abstract or virtual interface member",
        { IsExtern: true } => "an extern method",
        { IsVararg: true } => "a method with __arglist",
        _ when method.HasAttribute("UnmanagedCallersOnlyAttribute", "System", "Runtime", "InteropServices") => "callable from unmanaged code only",
        _ when Overridden(method).Any(HandlerShape.IsHandler) => "an override of a handler",
        _ => null,
    };

    private static bool IsConditional(IMethodSymbol method) =>
        Overridden(method).Prepend(method).Any(one => one.HasAttribute("ConditionalAttribute", "System", "Diagnostics"));

    private static IEnumerable<IMethodSymbol> Overridden(IMethodSymbol method)
    {
        for (var current = method.OverriddenMethod; current is not null; current = current.OverriddenMethod) yield return current;
    }

    // Of several parts the compiler itself says that one of them is not partial.
    private static Location? NotPartial(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.DeclaringSyntaxReferences.Length != 1) return null;
        return type.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration
            && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
                ? declaration.Identifier.GetLocation()
                : null;
    }

    // With a modifier such as `public` or an out parameter the compiler itself wants a body.
    private static bool IsOptional(IMethodSymbol method) =>
        method.Parameters.All(parameter => parameter.RefKind != RefKind.Out)
        && method.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() is MethodDeclarationSyntax { Modifiers: var modifiers }
            && modifiers.All(modifier => modifier.Kind() is SyntaxKind.PartialKeyword or SyntaxKind.StaticKeyword or SyntaxKind.AsyncKeyword or SyntaxKind.UnsafeKeyword));

    // The attribute is what has to go from there, and a lambda has no name to point at.
    private static Location AttributeOf(IMethodSymbol method) => PlaceOf(HandlerAttributes.Of(method).FirstOrDefault(), method);

    private static Location PlaceOf(AttributeData? attribute, ISymbol symbol) => attribute?.ApplicationSyntaxReference is { } syntax
        ? Location.Create(syntax.SyntaxTree, syntax.Span)
        : symbol.Locations.FirstOrDefault() ?? Location.None;

    private static string NameOf(IMethodSymbol method) => method.MethodKind == MethodKind.DelegateInvoke
        ? method.ContainingType.Name
        : method.ToDisplayString(AsWritten);
}
