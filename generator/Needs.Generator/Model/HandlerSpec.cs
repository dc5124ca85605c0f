namespace Needs.Generator;

/// <summary>Everything that the emitters need to know about one handler. Plain data: it can be compared and holds no symbol.</summary>
internal sealed record HandlerSpec
{
    /// <summary>The name of the output file without its ending, such as <c>Shop.Orders.Find</c>. See <see cref="HintNames"/>.</summary>
    public required string HintName { get; init; }

    /// <summary>The id that documentation files use; unique among all methods of a compilation.</summary>
    public required string DocumentationId { get; init; }

    /// <summary>The name in leases, metrics and messages, such as <c>Shop.Orders.Find</c>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The name as it is written in code, with <c>@</c> where it is a keyword.</summary>
    public required string Name { get; init; }

    /// <summary>1 for the first handler of this name in its type, 2 for the next, in source order.</summary>
    public required int Ordinal { get; init; }

    public required TypeSpec Type { get; init; }

    /// <summary>Modifiers of the wrapper, such as <c>public static</c>.</summary>
    public required string Modifiers { get; init; }

    public required bool IsStatic { get; init; }

    public required bool IsExtension { get; init; }

    /// <summary>Whether the handler was written where nullable annotations are on.</summary>
    public required bool IsNullable { get; init; }

    public required ReturnSpec Return { get; init; }

    public required EquatableArray<TypeParameterSpec> TypeParameters { get; init; }

    public required EquatableArray<ParameterSpec> Parameters { get; init; }

    /// <summary>What is lent, in the order in which it is lent; nothing to a handler that is but an endpoint.</summary>
    public required EquatableArray<NeedSpec> Needs { get; init; }

    /// <summary>How often it is run again, and what keeps it from taking all connections.</summary>
    public required HandlerLimits Limits { get; init; }

    /// <summary>How connections forget what it left on their sessions; one for each type that can.</summary>
    public required EquatableArray<ResetSpec> Resets { get; init; }

    /// <summary>Whether an endpoint is generated as well, which then shares its descriptor.</summary>
    public required bool HasEndpoint { get; init; }

    /// <summary>The name of the parameter whose token stops the wait for a connection, as written in code.</summary>
    public required string? CancellationToken { get; init; }

    /// <summary>Attributes that the wrapper takes over, each as the text between its brackets.</summary>
    public required EquatableArray<string> Attributes { get; init; }

    /// <summary>Attributes of the result that the wrapper takes over.</summary>
    public required EquatableArray<string> ReturnAttributes { get; init; }

    /// <summary>Ids that obsolete or experimental parts of the signature would raise again in the output.</summary>
    public required EquatableArray<string> SuppressedWarnings { get; init; }

    public bool IsRetried => Limits.Retries > 0;
}
