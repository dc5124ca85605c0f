using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.Analyzers.Diagnostics;
using Needs.Analyzers.Flow;

namespace Needs.Analyzers.Leaks;

/// <summary>Says what became of one resource: one report for each acquisition, of the rule that tells most.</summary>
internal static class LeakReport
{
    private const int MaxExcerpt = 60;

    public static Diagnostic? Of(History history, Body body, Analysis analysis)
    {
        if (history.OpenedAt is null)
            return null;

        if (history.OverwrittenAt is { } overwritten)
            return Report(LeakDescriptors.ByOverwrite, history, overwritten, Line(overwritten));

        // How often a loop over a collection runs is not known: that it releases is enough.
        if (history.LostAtExit is { } exit && !(history.LostInCollection && history.ReleasedOnNormalPath))
            return Report(LeakDescriptors.OnPath, history, exit, Line(exit));
        if (IsForgotten(history, body.Type, analysis))
            return Report(LeakDescriptors.OwnerForgets, history, history.KeptBy[0].Locations[0], body.Type!.Name);
        if (history.LostByThrowAt is { } thrower && history.ReleasedOnNormalPath)
            return Report(LeakDescriptors.OnException, history, thrower, Excerpt(thrower), Line(thrower));
        return null;
    }

    private static bool IsForgotten(History history, INamedTypeSymbol? owner, Analysis analysis) =>
        owner is not null && history.KeptBy.Count > 0
        && history.KeptBy.TrueForAll(member => !analysis.Owners.Release(owner, member))
        && (history.KeptUnder is null || !analysis.Owners.Release(owner, history.KeptUnder));

    private static Diagnostic Report(DiagnosticDescriptor descriptor, History history, Location lostAt, params object[] arguments)
    {
        var location = history.Variable ?? history.Site.GetLocation();
        var properties = ImmutableDictionary<string, string?>.Empty.Add(LeakProperties.Kind, KindOf(history));
        if (history.Name is not null)
            properties = properties.Add(LeakProperties.Name, history.Name);
        return Diagnostic.Create(
            descriptor, location, [history.OpenedAt!, lostAt], properties, [Describe(history), Line(history.OpenedAt!), .. arguments]);
    }

    private static string Describe(History history) => history.Name is { } name
        ? $"The {KindOf(history)} '{name}'"
        : $"The {KindOf(history)} of '{Shortened(history.Site.ToString())}'";

    private static string KindOf(History history) => history.Kind switch
    {
        TrackedKind.Connection => "connection",
        TrackedKind.Reader => "reader",
        TrackedKind.Transaction => "transaction",
        _ => "resource",
    };

    private static string Excerpt(Location location) =>
        location.SourceTree?.GetRoot().FindNode(location.SourceSpan, getInnermostNodeForTie: true) is { } node
            ? Shortened((node.Parent is ThrowStatementSyntax or ThrowExpressionSyntax ? node.Parent : node).ToString().TrimEnd(';'))
            : "";

    private static string Shortened(string text)
    {
        text = string.Join(" ", text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MaxExcerpt ? text : text.Substring(0, MaxExcerpt) + "…";
    }

    private static int Line(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;
}
