using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Diagnostics;

/// <summary>
/// The rules for connections that outlive their loan, are used by two at once, or are held for nothing. In messages: {0} which resource, such as "connection 'db'".
/// </summary>
internal static class LendingDescriptors
{
    private const string Category = "Needs.Lending";

    /// <summary>{1} how it gets away, a clause.</summary>
    public static readonly DiagnosticDescriptor Escapes = Rule(
        DiagnosticIds.LentEscapes,
        DiagnosticSeverity.Warning,
        "A lent connection outlives its handler",
        "The {0} is lent until the handler ends, but {1}: finish with it before, or open another connection there",
        "A lent connection goes back when its handler is done. Whoever still has it then uses the connection of another request, or a closed one.");

    /// <summary>{1} what the result is, a clause.</summary>
    public static readonly DiagnosticDescriptor Lazy = Rule(
        DiagnosticIds.LazyResult,
        DiagnosticSeverity.Warning,
        "A handler's result needs its connection later",
        "The {0} goes back when the handler ends, but {1}: read it to the end before, or declare the handler to return IAsyncEnumerable<T>",
        "A sequence, delegate or task that is evaluated after the handler's end finds its connection gone.");

    /// <summary>{1} what is in its way, such as "the operation that line 12 started may still run".</summary>
    public static readonly DiagnosticDescriptor Concurrent = Rule(
        DiagnosticIds.ConcurrentUse,
        DiagnosticSeverity.Warning,
        "Two operations may run on one connection at once",
        "The {0} is busy here: {1}. A connection does one thing at a time: await or close that first, or open another connection",
        "No driver lets two operations run on one connection at once; MySQL has no multiple active result sets: a reader has to be closed before the next command.");

    /// <summary>{1} the line.</summary>
    public static readonly DiagnosticDescriptor AfterRelease = Rule(
        DiagnosticIds.UseAfterRelease,
        DiagnosticSeverity.Warning,
        "A connection is used after it was closed",
        "The {0} was closed at line {1} and is used here: close it after its last use, or open it again",
        "On some path the connection or reader is closed before it is used: the call throws.");

    /// <summary>{1} what is awaited.</summary>
    public static readonly DiagnosticDescriptor HeldWhileWaiting = Rule(
        DiagnosticIds.HeldWhileWaiting,
        DiagnosticSeverity.Info,
        "A connection is held while something else is awaited",
        "The {0} is held while '{1}' is awaited, which is no database call: close it before, or open it after",
        "A connection that waits for a web service, a mail server or a clock is missing to all other requests: a few slow answers empty the pool.");

    /// <summary>{1} the line of the first loan.</summary>
    public static readonly DiagnosticDescriptor Nested = Rule(
        DiagnosticIds.NestedLoan,
        DiagnosticSeverity.Warning,
        "A second connection is borrowed from the same database while one is held",
        "The {0}, lent at line {1}, is still held when '{2}' borrows another from the same database: pass it on, or give it back first",
        "Who waits for a second connection while holding a first one waits for itself once the pool is empty: enough requests at once lock each other up.");

    private static DiagnosticDescriptor Rule(string id, DiagnosticSeverity severity, string title, string message, string description) => new(
        id,
        title,
        message,
        Category,
        severity,
        isEnabledByDefault: true,
        description: description,
        helpLinkUri: HelpLinks.Rules + id + HelpLinks.Extension);
}
