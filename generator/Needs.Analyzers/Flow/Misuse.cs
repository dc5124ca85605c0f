using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>One wrong use of a connection.</summary>
/// <param name="Kind">Which.</param>
/// <param name="At">What to underline.</param>
/// <param name="Subject">The connection, or what leads to it.</param>
/// <param name="Other">Where the other side is: where it was lent, opened, closed or started.</param>
/// <param name="Detail">How it gets away, or what is awaited.</param>
internal sealed record Misuse(MisuseKind Kind, SyntaxNode At, Entity Subject, Location? Other, string Detail);

internal enum MisuseKind : byte
{
    Escapes,
    Lazy,
    Concurrent,
    AfterRelease,
    HeldWhileWaiting,
    Nested,
}
