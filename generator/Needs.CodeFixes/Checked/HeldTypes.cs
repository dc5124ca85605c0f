using Microsoft.CodeAnalysis;

namespace Needs.CodeFixes.Checked;

/// <summary>Types of values that may need the resource which they came from for as long as they live.</summary>
internal static class HeldTypes
{
    /// <summary>Readers, tasks, lazy sequences, delegates and whatever contains them; not numbers, strings or rows.</summary>
    public static bool MayHold(this ITypeSymbol? type) => type switch
    {
        null or { SpecialType: SpecialType.System_Void or SpecialType.System_String } or IErrorTypeSymbol => false,
        IArrayTypeSymbol array => array.ElementType.MayHold(),
        { TypeKind: TypeKind.Delegate } => true,
        INamedTypeSymbol named => IsLazy(named) || IsDisposable(named) || named.TypeArguments.Any(MayHold),
        _ => false,
    };

    /// <summary>Something that is still to be awaited.</summary>
    public static bool IsTask(this ITypeSymbol? type) => type switch
    {
        { Name: "Task" or "ValueTask" } => IsIn(type, "System", "Threading", "Tasks"),
        { Name: "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" } => IsIn(type, "System", "Runtime", "CompilerServices"),
        _ => false,
    };

    public static bool MayBeDisposed(this ITypeSymbol? type) =>
        type is not (null or IErrorTypeSymbol) && !type.IsTask() && IsDisposable(type);

    public static bool IsAsyncDisposable(this ITypeSymbol type) => Implements(type, "IAsyncDisposable");

    // Tables of data hold nothing, though they are disposable for the sake of designers.
    private static bool IsDisposable(ITypeSymbol type) =>
        type is not { Name: "DataTable" or "DataSet" or "DataView" }
        && (Implements(type, "IDisposable") || Implements(type, "IAsyncDisposable"));

    private static bool IsLazy(INamedTypeSymbol type) =>
        type.IsTask()
        || (type.Name is "IEnumerable" or "IEnumerator" or "IAsyncEnumerable" or "IAsyncEnumerator"
            && (IsIn(type, "System", "Collections") || IsIn(type, "System", "Collections", "Generic")))
        || (type.Name is "IQueryable" or "IOrderedEnumerable" or "IOrderedQueryable" && IsIn(type, "System", "Linq"));

    private static bool Implements(ITypeSymbol type, string name) =>
        IsSystem(type, name) || type.AllInterfaces.Any(one => IsSystem(one, name));

    private static bool IsSystem(ITypeSymbol type, string name) => type.Name == name && IsIn(type, "System");

    private static bool IsIn(ITypeSymbol type, params string[] spaces)
    {
        var space = type.ContainingNamespace;
        for (var i = spaces.Length - 1; i >= 0; i--, space = space.ContainingNamespace)
        {
            if (space is null || space.Name != spaces[i])
                return false;
        }

        return space?.IsGlobalNamespace == true;
    }
}
