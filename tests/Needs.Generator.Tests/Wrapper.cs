using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Needs.Testing;

namespace Needs.Generator.Tests;

/// <summary>A handler and the overload that was written for it, as the compiler sees both.</summary>
internal sealed class Wrapper
{
    private static readonly SymbolDisplayFormat WithNullability = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly HandlerShape _shape;
    private readonly IMethodSymbol _wrapper;
    private readonly Compilation _compilation;

    private Wrapper(HandlerShape shape, IMethodSymbol wrapper, Compilation compilation)
    {
        _shape = shape;
        _wrapper = wrapper;
        _compilation = compilation;
    }

    private IMethodSymbol Handler => _shape.Method;

    /// <summary>Where annotations are off, they are but a warning in the handler and nothing in the wrapper.</summary>
    private SymbolDisplayFormat Exact => _compilation.Options.NullableContextOptions == NullableContextOptions.Disable
        ? SymbolDisplayFormat.FullyQualifiedFormat
        : WithNullability;

    public static IReadOnlyList<IMethodSymbol> HandlersIn(Compilation compilation) => [.. MethodsIn(compilation).Where(HandlerShape.IsHandler)];

    /// <param name="handler">A handler of the input.</param>
    /// <param name="result">The run that wrapped it.</param>
    public static Wrapper Of(IMethodSymbol handler, GeneratorResult result)
    {
        var found = MethodsIn(result.Output).Single(method =>
            HandlerShape.IsHandler(method) && method.GetDocumentationCommentId() == handler.GetDocumentationCommentId());
        var shape = HandlerShape.Of(found);
        Assert.True(shape.IsValid, $"{handler}: {string.Join(", ", shape.Problems.Select(problem => problem.Id))}");

        var key = SignatureKey.OfWrapper(shape);
        var wrapper = found.ContainingType.GetMembers(found.Name).OfType<IMethodSymbol>().SingleOrDefault(method =>
            SignatureKey.Of(method) == key && result.IsGenerated(method.DeclaringSyntaxReferences[0].SyntaxTree));
        Assert.True(wrapper is not null, $"{handler} was not wrapped.");
        return new(shape, wrapper, result.Output);
    }

    public void AssertSaysTheSame()
    {
        Assert.Equal(Handler.DeclaredAccessibility, _wrapper.DeclaredAccessibility);
        Assert.Equal(Handler.IsStatic, _wrapper.IsStatic);
        Assert.Equal(Handler.IsExtensionMethod, _wrapper.IsExtensionMethod);
        Assert.Equal(Handler.IsReadOnly, _wrapper.IsReadOnly);
        Assert.Equal(Handler.ReturnType.ToDisplayString(Exact), _wrapper.ReturnType.ToDisplayString(Exact));
        Assert.Equal(Handler.TypeParameters.Select(Describe), _wrapper.TypeParameters.Select(Describe));
        Assert.Equal(
            _shape.Parameters.Where(parameter => parameter.Role != ParameterRole.Transaction).Select(Describe),
            _wrapper.Parameters.Select(Describe));
        Assert.Contains(_wrapper.GetAttributes(), attribute => attribute.AttributeClass?.Name == "GeneratedCodeAttribute");
    }

    /// <summary>Bound by the compiler to exactly the handler, not to another overload and not at run time.</summary>
    public void AssertCallsTheHandler()
    {
        var reference = _wrapper.DeclaringSyntaxReferences[0];
        var model = _compilation.GetSemanticModel(reference.SyntaxTree);
        var body = reference.GetSyntax();
        var called = body.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Select(invocation => model.GetSymbolInfo(invocation).Symbol)
            .OfType<IMethodSymbol>()
            .Where(method => method.Name == Handler.Name && method.ContainingType.Equals(Handler.ContainingType, SymbolEqualityComparer.Default))
            .Select(method => method.OriginalDefinition);

        Assert.Equal(Handler, Assert.Single(called), SymbolEqualityComparer.Default);
        Assert.DoesNotContain(body.DescendantNodes(), node => model.GetOperation(node) is IDynamicInvocationOperation);
    }

    private string Describe(ParameterShape parameter) => parameter.Role == ParameterRole.Connection
        ? $"global::Needs.Database {parameter.Symbol.Name}"
        : Describe(parameter.Symbol);

    private string Describe(IParameterSymbol parameter)
    {
        var type = parameter.Type.ToDisplayString(Exact);
        // The same to the runtime; the call could not be bound at compile time otherwise.
        if (parameter.RefKind != RefKind.None) type = type.Replace("dynamic", "object", StringComparison.Ordinal);
        var value = parameter.HasExplicitDefaultValue ? $" = {parameter.ExplicitDefaultValue ?? "null"}" : "";
        var kinds = $"{(parameter.IsParams ? "params " : "")}{(parameter.IsOptional ? "optional " : "")}{parameter.ScopedKind} {parameter.RefKind} ";
        return type == "global::Needs.Database" ? $"{type} {parameter.Name}" : $"{kinds}{type} {parameter.Name}{value}";
    }

    private string Describe(ITypeParameterSymbol parameter)
    {
        var types = parameter.ConstraintTypes.Zip(
            parameter.ConstraintNullableAnnotations,
            (type, annotation) => type.WithNullableAnnotation(annotation).ToDisplayString(Exact));
        var kind = Exact == WithNullability ? $"{parameter.ReferenceTypeConstraintNullableAnnotation}" : "";
        return $"{parameter.Name}: class {parameter.HasReferenceTypeConstraint} {kind}, "
            + $"struct {parameter.HasValueTypeConstraint}, unmanaged {parameter.HasUnmanagedTypeConstraint}, notnull {parameter.HasNotNullConstraint}, "
            + $"new {parameter.HasConstructorConstraint}, ref struct {parameter.AllowsRefLikeType}, {string.Join(", ", types)}";
    }

    private static IEnumerable<IMethodSymbol> MethodsIn(Compilation compilation) =>
        TypesIn(compilation.Assembly.GlobalNamespace).SelectMany(type => type.GetMembers().OfType<IMethodSymbol>());

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type) yield return type;
            foreach (var inner in TypesIn(member)) yield return inner;
        }
    }
}
