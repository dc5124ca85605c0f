namespace Needs.Generator;

/// <summary>One connection that a handler is lent.</summary>
internal sealed record NeedSpec
{
    /// <summary>The name of the connection parameter, which is also the name of the wrapper's <c>Database</c> parameter.</summary>
    public required string ParameterName { get; init; }

    public required string ConnectionType { get; init; }

    /// <summary>The name of the parameter that takes the transaction; null when none does.</summary>
    public required string? TransactionParameterName { get; init; }

    public required string? TransactionType { get; init; }

    /// <summary>The name that the attribute gives; null for the default database.</summary>
    public required string? DatabaseName { get; init; }

    public required bool InTransaction { get; init; }

    /// <summary>The isolation level as code.</summary>
    public required string Isolation { get; init; }
}
