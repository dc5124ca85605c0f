using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.Generator;

/// <summary>Turns a <c>[NeedsDb]</c> or <c>[NeedsForm]</c> method into a <see cref="HandlerSpec"/>; null when it can't be a handler. The analyzer says why.</summary>
internal static class HandlerParser
{
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellationToken) =>
        node is MethodDeclarationSyntax or ParameterSyntax { Parent.Parent: MethodDeclarationSyntax };

    public static ParsedHandler? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (MethodOf(context.TargetSymbol) is not { } method || !HasFirstAttribute(context, method)) return null;
        return Parse(method, context.SemanticModel, cancellationToken);
    }

    public static ParsedHandler? Parse(IMethodSymbol method, SemanticModel model, CancellationToken cancellationToken)
    {
        var shape = HandlerShape.Of(method, cancellationToken);
        if (!shape.IsValid) return null;

        var nullable = IsNullable(shape.Method, model, cancellationToken);
        var compilation = model.Compilation;
        var ordinal = HandlerOrdinal.Of(shape.Method);
        var endpoint = EndpointParser.Parse(shape, ordinal, nullable, compilation);
        var handler = Parse(shape, ordinal, nullable, compilation, cancellationToken) with { HasEndpoint = endpoint is not null };
        var form = endpoint is not null && shape.Form?.Type is { } type ? FormParser.Parse(type) : null;
        return new ParsedHandler(handler, endpoint, form);
    }

    private static IMethodSymbol? MethodOf(ISymbol target)
    {
        var method = target as IMethodSymbol ?? (target as IParameterSymbol)?.ContainingSymbol as IMethodSymbol;
        return method?.PartialDefinitionPart ?? method;
    }

    /// <summary>A handler with several attributes, on the method and on parameters, is found once for each: only the first counts.</summary>
    private static bool HasFirstAttribute(GeneratorAttributeSyntaxContext context, IMethodSymbol method) =>
        HandlerAttributes.Of(method).FirstOrDefault() is { ApplicationSyntaxReference: { } place } first
        && place.SyntaxTree == context.TargetNode.SyntaxTree
        && context.TargetNode.Span.Contains(place.Span)
        && context.Attributes.Any(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, first.AttributeClass));

    private static HandlerSpec Parse(HandlerShape shape, int ordinal, bool nullable, Compilation compilation, CancellationToken cancellationToken)
    {
        var method = shape.Method;
        return new HandlerSpec
        {
            HintName = HintNames.Of(method, ordinal),
            DocumentationId = method.GetDocumentationCommentId() ?? method.ToDisplayString(),
            DisplayName = $"{TypeNames.ForMessages(method.ContainingType)}.{method.Name}",
            Name = Identifiers.Escape(method.Name),
            Ordinal = ordinal,
            Type = TypeParser.Parse(method.ContainingType),
            Modifiers = Modifiers.Of(method),
            IsStatic = method.IsStatic,
            IsExtension = method.IsExtensionMethod,
            IsNullable = nullable,
            Return = new ReturnSpec(
                shape.Return.Kind,
                TypeNames.Of(method.ReturnType, nullable),
                shape.Return.Value is { } value ? TypeNames.Of(value, nullable) : null),
            TypeParameters = method.TypeParameters.Select(parameter => Parse(parameter, nullable)).ToEquatableArray(),
            Parameters = shape.Parameters
                .Select(parameter => ParameterParser.Parse(parameter, shape, nullable, cancellationToken))
                .ToEquatableArray(),
            Needs = shape.Needs.Select(need => NeedParser.Parse(need, nullable)).ToEquatableArray(),
            Limits = shape.Limits,
            Resets = ResetParser.Parse(shape, compilation),
            HasEndpoint = false,
            CancellationToken = shape.CancellationToken is { } token ? Identifiers.Escape(token.Name) : null,
            Attributes = CopiedAttributes.OfMethod(method),
            ReturnAttributes = CopiedAttributes.OfReturn(method),
            SuppressedWarnings = RaisedWarnings.Of(method),
        };
    }

    private static TypeParameterSpec Parse(ITypeParameterSymbol parameter, bool nullable) =>
        new(Identifiers.Escape(parameter.Name), Constraints.Of(parameter, nullable), CopiedAttributes.OfTypeParameter(parameter));

    private static bool IsNullable(IMethodSymbol method, SemanticModel model, CancellationToken cancellationToken)
    {
        if (method.DeclaringSyntaxReferences is not [var reference, ..]) return true;
        if (reference.SyntaxTree != model.SyntaxTree) model = model.Compilation.GetSemanticModel(reference.SyntaxTree);
        var position = reference.GetSyntax(cancellationToken) is MethodDeclarationSyntax declaration
            ? declaration.Identifier.SpanStart
            : reference.Span.Start;
        return model.GetNullableContext(position).AnnotationsEnabled();
    }
}
