using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Testing.Verification;

/// <summary>
/// An expected diagnostic of which the test also checks the message or further locations;
/// where id and place are enough, markup in the source says it shorter.
/// </summary>
public sealed record DiagnosticResult(string Id)
{
    public ImmutableArray<int> Locations { get; private init; } = [];

    public string? Message { get; private init; }

    public DiagnosticSeverity? Severity { get; private init; }

    /// <summary>The span marked <c>{|#key:…|}</c>: the first call gives the place of the diagnostic, further ones its additional locations.</summary>
    public DiagnosticResult WithLocation(int key) => this with { Locations = Locations.Add(key) };

    public DiagnosticResult WithMessage(string message) => this with { Message = message };

    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => this with { Severity = severity };
}
