using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Needs.Analyzers.Diagnostics;
using Needs.Analyzers.Flow;
using Needs.Analyzers.Leaks;

namespace Needs.Analyzers.Lending;

/// <summary>Says what is wrong with a use.</summary>
internal static class LendingReport
{
    public static Diagnostic Of(Misuse misuse)
    {
        var location = misuse.At.GetLocation();
        var other = misuse.Other ?? location;
        var (kind, name) = (KindOf(misuse.Subject), NameOf(misuse.Subject));
        var properties = ImmutableDictionary<string, string?>.Empty.Add(LeakProperties.Kind, kind);
        if (name is not null)
            properties = properties.Add(LeakProperties.Name, name);
        var subject = name is null ? kind : $"{kind} '{name}'";
        var line = other.GetLineSpan().StartLinePosition.Line + 1;
        var (descriptor, arguments) = misuse.Kind switch
        {
            MisuseKind.Escapes => (LendingDescriptors.Escapes, new object[] { subject, misuse.Detail }),
            MisuseKind.Lazy => (LendingDescriptors.Lazy, [subject, misuse.Detail]),
            MisuseKind.Concurrent => (LendingDescriptors.Concurrent, [subject, Earlier(location, other, line)]),
            MisuseKind.AfterRelease => (LendingDescriptors.AfterRelease, [subject, line]),
            MisuseKind.HeldWhileWaiting => (LendingDescriptors.HeldWhileWaiting, [subject, misuse.Detail]),
            _ => (LendingDescriptors.Nested, [subject, line, misuse.Detail]),
        };
        return Diagnostic.Create(descriptor, location, [other], properties, arguments);
    }

    private static string Earlier(Location location, Location other, int line) => location.SourceSpan.IntersectsWith(other.SourceSpan) && location.SourceTree == other.SourceTree
        ? "this may run several times at once"
        : $"what line {line} started may still run, or be read";

    private static string KindOf(Entity entity) => entity.Tracked switch
    {
        TrackedKind.Reader => "reader",
        TrackedKind.Transaction => "transaction",
        TrackedKind.Command => "command",
        _ => "connection",
    };

    private static string? NameOf(Entity entity) => entity.History?.Name ?? entity.Member?.Name;
}
