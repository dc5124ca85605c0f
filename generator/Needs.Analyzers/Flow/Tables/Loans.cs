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

    /// <summary>The name of a database, as far as it can be told; null: none that is known.</summary>
    public static string? NameOf(Entity database, IOperation call)
    {
        if (database.Member is not { } symbol)
            return null;
        if (symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "FromKeyedServicesAttribute") is { } keyed)
            return keyed.ConstructorArguments.FirstOrDefault().Value as string;

        // A wrapper borrows what its handler asks for.
        var asked = call is IInvocationOperation { TargetMethod: var wrapper } && !IsLend(wrapper)
            ? wrapper.ContainingType.GetMembers(wrapper.Name).OfType<IMethodSymbol>().Select(NameOf).FirstOrDefault(name => name is not null)
            : null;
        if (asked is not (null or WellKnownNames.DefaultDatabase))
            return asked;
        return symbol.Name.TrimStart('_').ToUpperInvariant() is "DB" or "DATABASE" or "STORE" or "DEFAULT" or "MAIN" or "SOURCE" or "POOL"
            ? WellKnownNames.DefaultDatabase
            : null;
    }

    public static bool IsLend(IMethodSymbol method) =>
        method.Name is "Lend" or "LendAsync" or "LendInTransaction" or "LendInTransactionAsync"
        && IsDatabase(method.ContainingType);

    public static bool IsDatabase(ITypeSymbol type) => type is { Name: "Database", ContainingNamespace: { Name: "Needs", ContainingNamespace.IsGlobalNamespace: true } };

    public static bool IsLease(ITypeSymbol? type) => type is { Name: "Lease", ContainingNamespace: { Name: "Needs", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsHandler(IMethodSymbol method) => IsMarked(method) || method.PartialDefinitionPart is { } definition && IsMarked(definition);

    private static bool IsMarked(ISymbol symbol) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass.IsNeedsDb());
}
