namespace Needs.Generator;

/// <summary>Where a handler lives.</summary>
internal sealed record TypeSpec
{
    /// <summary>The namespace as written in code; null for the global one.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The type and those around it, the outermost first.</summary>
    public required EquatableArray<ContainingTypeSpec> Chain { get; init; }

    /// <summary>The innermost type from anywhere, such as <c>global::Shop.Repository&lt;T&gt;</c>.</summary>
    public required string FullName { get; init; }

    /// <summary>Whether the type is a struct, whose instance can't be captured by a local function.</summary>
    public required bool IsStruct { get; init; }
}

/// <summary>One part of the chain of types around a handler.</summary>
/// <param name="Keyword">Such as <c>class</c> or <c>record struct</c>.</param>
/// <param name="Name">As written in code, with variance and type parameters, such as <c>IRepository&lt;out T&gt;</c>.</param>
internal sealed record ContainingTypeSpec(string Keyword, string Name);
