using Microsoft.CodeAnalysis;

namespace Needs.Generator;

/// <summary>Finds the drivers' own way to reset a session: an instance method <c>ResetConnectionAsync(CancellationToken)</c>.</summary>
internal static class ResetParser
{
    public static EquatableArray<ResetSpec> Parse(HandlerShape shape, Compilation compilation) => shape.Needs
        .Select(need => Parse(need.Connection.Type, compilation))
        .OfType<ResetSpec>()
        .Distinct()
        .ToEquatableArray();

    private static ResetSpec? Parse(ITypeSymbol connection, Compilation compilation)
    {
        if (!compilation.IsSymbolAccessibleWithin(connection, compilation.Assembly) || !IsDbConnection(connection) || IsOpen(connection)) return null;
        for (var type = connection; type is not null; type = type.BaseType)
        {
            foreach (var method in type.GetMembers("ResetConnectionAsync").OfType<IMethodSymbol>())
            {
                if (IsReset(method) && compilation.IsSymbolAccessibleWithin(method, compilation.Assembly))
                    return new(TypeNames.Of(connection.WithNullableAnnotation(NullableAnnotation.None), nullable: false), method.ReturnType.Name == "Task");
            }
        }

        return null;
    }

    private static bool IsReset(IMethodSymbol method) =>
        method is { IsStatic: false, IsGenericMethod: false, Parameters: [{ RefKind: RefKind.None, Type: var token }] }
        && token.IsCancellationToken()
        && method.ReturnType is INamedTypeSymbol { IsGenericType: false } result
        && (result.Is("ValueTask", "System", "Threading", "Tasks") || result.Is("Task", "System", "Threading", "Tasks"))
        && !method.HasAttribute("ObsoleteAttribute", "System")
        && !method.HasAttribute("ExperimentalAttribute", "System", "Diagnostics", "CodeAnalysis");

    private static bool IsDbConnection(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Is("DbConnection", "System", "Data", "Common")) return true;
        }

        return false;
    }

    /// <summary>The descriptor belongs to no instance of a generic type, and can't name its type parameters.</summary>
    private static bool IsOpen(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsOpen) || (named.ContainingType is { } outer && IsOpen(outer)),
        _ => false,
    };
}
