using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Needs.Forms;

namespace Needs.Generator;

/// <summary>
/// Collects the ids that obsolete and experimental types of a signature raise. Whoever wrote the handler has answered them; the same
/// warning in the output would be one that nobody can answer.
/// </summary>
internal sealed class RaisedWarnings
{
    private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    public static EquatableArray<string> Of(IMethodSymbol method)
    {
        var warnings = new RaisedWarnings();
        warnings.Add(method);
        warnings.Add(method.ContainingType);
        warnings.Add(method.ReturnType);
        foreach (var parameter in method.Parameters)
        {
            warnings.Add(parameter.Type);
            foreach (var attribute in parameter.GetAttributes()) warnings.AddAttribute(attribute);
        }

        foreach (var constraint in method.TypeParameters.SelectMany(parameter => parameter.ConstraintTypes)) warnings.Add(constraint);

        return warnings._ids.ToEquatableArray();
    }

    public static EquatableArray<string> Of(INamedTypeSymbol type)
    {
        var warnings = new RaisedWarnings();
        warnings.Add(type);
        foreach (var member in type.GetMembers()) warnings.Add(member);
        return warnings._ids.ToEquatableArray();
    }

    public static EquatableArray<string> Of(FormTypeShape shape)
    {
        var warnings = new RaisedWarnings();
        warnings.Add(shape.Type);
        warnings.Add(shape.Constructor);
        foreach (var member in shape.Members)
        {
            warnings.Add(member.Type);
            warnings.Add(member.Property ?? member.Symbol);
            foreach (var attribute in member.Attributes) warnings.AddAttribute(attribute);
        }

        return warnings._ids.ToEquatableArray();
    }

    private void AddAttribute(AttributeData attribute)
    {
        if (attribute.AttributeClass is not { } type) return;
        Add(type);
        foreach (var argument in attribute.ConstructorArguments)
            if (argument is { Kind: TypedConstantKind.Type, Value: ITypeSymbol named })
                Add(named);
    }

    private void Add(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Add(array.ElementType);
                break;
            case IPointerTypeSymbol pointer:
                Add(pointer.PointedAtType);
                break;
            case IFunctionPointerTypeSymbol { Signature: var signature }:
                Add(signature.ReturnType);
                foreach (var parameter in signature.Parameters) Add(parameter.Type);
                break;
            case INamedTypeSymbol named:
                foreach (var argument in named.TypeArguments) Add(argument);
                for (var current = named; current is not null; current = current.ContainingType) Add((ISymbol)current.OriginalDefinition);
                break;
        }
    }

    private void Add(ISymbol symbol)
    {
        if (!_seen.Add(symbol)) return;
        foreach (var attribute in symbol.GetAttributes())
        {
            var id = attribute.AttributeClass switch
            {
                { Name: "ExperimentalAttribute" } type when type.Is(type.Name, "System", "Diagnostics", "CodeAnalysis") =>
                    attribute.ConstructorArguments is [{ Value: string experimental }, ..] ? experimental : null,
                { Name: "ObsoleteAttribute" } type when type.Is(type.Name, "System") =>
                    attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "DiagnosticId").Value.Value as string,
                _ => null,
            };
            if (id is not null && SyntaxFacts.IsValidIdentifier(id)) _ids.Add(id);
        }

        if (symbol.ContainingModule is { } module) Add((ISymbol)module);
        if (symbol.ContainingAssembly is { } assembly) Add((ISymbol)assembly);
    }
}
