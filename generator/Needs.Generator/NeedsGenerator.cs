using Microsoft.CodeAnalysis;

namespace Needs.Generator;

/// <summary>
/// Writes, for each <c>[NeedsDb]</c> handler, the overload that takes a <c>Database</c> in its connection's place; with ASP.NET Core, the
/// endpoint of each <c>[NeedsDb]</c> or <c>[NeedsForm]</c> handler; and <c>MapHandlers()</c> for all of them. Silent: what can't be a
/// handler is reported by the analyzers.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NeedsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        Outputs.Register(context, Parse(context, WellKnownNames.NeedsDbAttribute), Parse(context, WellKnownNames.NeedsFormAttribute));

    /// <summary>The handlers whose first attribute this is: <c>[NeedsDb]</c> comes before <c>[NeedsForm]</c>.</summary>
    private static IncrementalValuesProvider<ParsedHandler> Parse(IncrementalGeneratorInitializationContext context, string attribute) => context.SyntaxProvider
        .ForAttributeWithMetadataName(attribute, HandlerParser.IsCandidate, HandlerParser.Parse)
        .Where(static handler => handler is not null)
        .Select(static (handler, _) => handler!)
        .WithTrackingName(TrackingNames.Parsed);
}
