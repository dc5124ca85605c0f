using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>An operation that a body runs on something that came in.</summary>
/// <param name="Input">A connection, command, reader or transaction.</param>
/// <param name="Site">The call in the body, without its arguments.</param>
/// <param name="Needs">What it asks for.</param>
internal sealed record Use(InputPath Input, SyntaxNode Site, UseNeeds Needs);

[Flags]
internal enum UseNeeds : byte
{
    None = 0,

    /// <summary>The connection or reader has to be open.</summary>
    Open = 1,

    /// <summary>No reader may be open on the connection.</summary>
    NoReader = 2,

    /// <summary>A connection that was closed is opened for it, unless it was disposed.</summary>
    OpensItself = 4,

    /// <summary>It goes on when the callee is done, and nobody can wait for it.</summary>
    Stays = 8,

    /// <summary>It is part of the task that the callee returns.</summary>
    Runs = 32,

    /// <summary>It is run when the sequence that the callee returns is read.</summary>
    Later = 64,

    /// <summary>A lock or semaphore lets only one of several run.</summary>
    InTurn = 16,
}
