using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Diagnostics;

/// <summary>The rules for connections, readers and transactions that get lost. In messages: {0} which resource, {1} where it was opened.</summary>
internal static class LeakDescriptors
{
    private const string Category = "Needs.Leaks";

    /// <summary>{2} the line of the exit.</summary>
    public static readonly DiagnosticDescriptor OnPath = Rule(
        DiagnosticIds.LeakOnPath,
        "A connection, reader or transaction is not released on some path",
        "{0}, opened at line {1}, is still open on the path that ends at line {2}: put it in a 'using', or release it on this path",
        "What is opened and not released keeps its session until the garbage collector comes by: under load the pool runs dry.");

    /// <summary>{2} the call that throws, {3} its line.</summary>
    public static readonly DiagnosticDescriptor OnException = Rule(
        DiagnosticIds.LeakOnException,
        "An exception skips a release",
        "{0}, opened at line {1}, is not released when '{2}' at line {3} throws: put it in a 'using', or release it in a 'finally'",
        "The code releases what it opened, but only if nothing in between throws. Timeouts and deadlocks are exceptions: each of them takes a session out of the pool.");

    /// <summary>{2} the line.</summary>
    public static readonly DiagnosticDescriptor ByOverwrite = Rule(
        DiagnosticIds.LeakByOverwrite,
        "The only reference to an open resource is lost",
        "{0}, opened at line {1}, loses its only reference at line {2} while it is open: release it first, or keep it",
        "A variable gets another value, or a result is dropped, while it is the only way to reach an open connection, reader or transaction: nobody can release that any longer.");

    /// <summary>{2} the owner's type.</summary>
    public static readonly DiagnosticDescriptor OwnerForgets = Rule(
        DiagnosticIds.OwnerForgetsField,
        "An owner never releases what a field holds",
        "{0}, opened at line {1}, is never released by '{2}': dispose it in the Dispose or DisposeAsync of '{2}'",
        "Who keeps a connection, reader or transaction in a field owns it: its Dispose has to release it.");

    /// <summary>{0} the command's variable.</summary>
    public static readonly DiagnosticDescriptor Command = new(
        DiagnosticIds.CommandNotDisposed,
        "A command is not disposed",
        "The command '{0}' is not disposed: put it in a 'using'",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: false,
        description: "A command holds no session, so losing one costs nothing in practice; some teams dispose all the same.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.CommandNotDisposed + HelpLinks.Extension);

    private static DiagnosticDescriptor Rule(string id, string title, string message, string description) => new(
        id,
        title,
        message,
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: description,
        helpLinkUri: HelpLinks.Rules + id + HelpLinks.Extension);
}
