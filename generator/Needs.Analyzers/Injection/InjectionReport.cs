using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Needs.Analyzers.Diagnostics;
using Needs.Analyzers.Injection.Taint;

namespace Needs.Analyzers.Injection;

/// <summary>A part of SQL text that comes from the request.</summary>
/// <param name="Location">The part.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Sink">What it becomes the text of.</param>
internal sealed record InjectionReport(Location Location, Origin Origin, Sink Sink)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        InjectionDescriptors.SqlText,
        Location,
        [Origin.Location, Sink.Location],
        ImmutableDictionary<string, string?>.Empty.Add("Name", Origin.Name),
        Origin.Text,
        Sink.Name);
}
