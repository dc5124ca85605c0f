using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>The cursors of Needs: readers that the loop over them ends.</summary>
internal static class Cursors
{
    public const string TypeName = "Needs.DbCursor";

    public static bool IsCursor(ITypeSymbol type) => type.Name == "DbCursor" && IsOfNeeds(type);

    /// <summary>Runs a query, and gives a cursor.</summary>
    public static bool Opens(IMethodSymbol method) => method switch
    {
        { Name: "OpenCursor" or "OpenCursorAsync" } => method.ContainingType.Name == "CursorExtensions" && IsOfNeeds(method.ContainingType),
        { Name: "Open" or "OpenAsync", IsStatic: true } => IsCursor(method.ContainingType),
        _ => false,
    };

    /// <summary>Begins to read the rows.</summary>
    public static bool Reads(IMethodSymbol method) =>
        method.Name is "GetEnumerator" or "GetAsyncEnumerator" && IsCursor(method.ContainingType);

    /// <summary>Gives a sequence that reads the rows when it is read itself.</summary>
    public static bool Maps(IMethodSymbol method) => method.Name is "Map" or "MapAsync" && IsCursor(method.ContainingType);

    public static CallKind KindOf(IMethodSymbol method)
    {
        if (Opens(method))
            return CallKind.Acquire;
        if (CallTable.IsDispose(method))
            return CallKind.Release;

        // The loop disposes of its enumerator, which ends the query.
        return Reads(method) ? CallKind.Same : CallKind.Query;
    }

    private static bool IsOfNeeds(ITypeSymbol type) => type.ContainingNamespace is { Name: "Needs", ContainingNamespace.IsGlobalNamespace: true };
}
