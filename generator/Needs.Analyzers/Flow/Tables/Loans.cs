using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Who lends what: handlers and databases.</summary>
internal static class Loans
{
    /// <summary>The parameters that are lent to a handler.</summary>
    public static ImmutableArray<ISymbol> In(IMethodSymbol method, DatabaseTypes types)
    {
        if (!IsHandler(method) && !method.Parameters.Any(IsMarked))
            return [];

        return [.. method.Parameters.Where(parameter =>
            (IsHandler(method) || IsMarked(parameter)) && types.KindOfItself(parameter.Type) is TrackedKind.Connection or TrackedKind.Transaction)];
    }

    /// <summary>The name of the database that a handler borrows from.</summary>
    public static string? NameOf(IMethodSymbol method) =>
        method.GetAttributes().Concat(method.Parameters.SelectMany(parameter => parameter.GetAttributes()))
            .FirstOrDefault(attribute => attribute.AttributeClass.IsNeedsDb()) is { } marked
            ? marked.ConstructorArguments.FirstOrDefault().Value as string ?? WellKnownNames.DefaultDatabase
            : null;

    /// <summary>The name of a database, as far as it can be told; null: another one than that of any handler.</summary>
    public static string? NameOf(Entity database, IOperation call)
    {
        // A wrapper borrows what its handler asks for.
        if (call is IInvocationOperation { TargetMethod: { ContainingType: { } type } wrapper } && !IsLend(wrapper))
        {
            foreach (var member in type.GetMembers(wrapper.Name))
            {
                if (member is IMethodSymbol handler && NameOf(handler) is { } name)
                    return name;
            }
        }

        if (database.Member is not { } symbol)
            return null;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "FromKeyedServicesAttribute")
                return attribute.ConstructorArguments.FirstOrDefault().Value as string;
        }

        return symbol.Name.TrimStart('_').ToUpperInvariant() is "DB" or "DATABASE" or "STORE" or "DEFAULT" or "MAIN" or "SOURCE" or "POOL" ? WellKnownNames.DefaultDatabase : null;
    }

    public static bool IsLend(IMethodSymbol method) =>
        method.Name is "Lend" or "LendAsync" or "LendInTransaction" or "LendInTransactionAsync"
        && method.ContainingType is { Name: "Database", ContainingNamespace: { Name: "Needs", ContainingNamespace.IsGlobalNamespace: true } };

    public static bool IsLease(ITypeSymbol? type) => type is { Name: "Lease", ContainingNamespace: { Name: "Needs", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsHandler(IMethodSymbol method) => IsMarked(method) || method.PartialDefinitionPart is { } definition && IsMarked(definition);

    private static bool IsMarked(ISymbol symbol) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass.IsNeedsDb());
}
