namespace Needs.Generator;

/// <summary>How a handler gives its result.</summary>
/// <param name="Kind">What the wrapper has to do with it.</param>
/// <param name="Type">The declared type as written in code.</param>
/// <param name="ValueType">The awaited value, or one item of a stream; null when there is none.</param>
internal sealed record ReturnSpec(ReturnKind Kind, string Type, string? ValueType)
{
    public bool HasValue => Kind is ReturnKind.Value or ReturnKind.TaskOfValue or ReturnKind.ValueTaskOfValue;

    public bool IsStream => Kind is ReturnKind.Stream or ReturnKind.AsyncStream;

    public bool IsAsync => Kind is not (ReturnKind.Void or ReturnKind.Value or ReturnKind.Stream);
}
