namespace Needs.Generator;

/// <summary>One parameter of a handler.</summary>
internal sealed record ParameterSpec
{
    /// <summary>The name as written in code, with <c>@</c> where it is a keyword.</summary>
    public required string Name { get; init; }

    /// <summary>The type as written in code.</summary>
    public required string Type { get; init; }

    public required ParameterRole Role { get; init; }

    /// <summary><c>ref</c>, <c>out</c>, <c>in</c>, <c>ref readonly</c> or nothing.</summary>
    public required string RefKind { get; init; }

    public required bool IsScoped { get; init; }

    public required bool IsParams { get; init; }

    /// <summary>The default value as code; null when there is none.</summary>
    public required string? Default { get; init; }

    /// <summary>Attributes that the wrapper takes over, each as the text between its brackets.</summary>
    public required EquatableArray<string> Attributes { get; init; }

    public required bool IsCancellationToken { get; init; }

    /// <summary>Whether the type is <c>dynamic</c> itself, so that a call with it would be bound at run time.</summary>
    public required bool IsDynamic { get; init; }
}
