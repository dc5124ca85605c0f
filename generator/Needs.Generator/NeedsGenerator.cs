using Microsoft.CodeAnalysis;

namespace Needs.Generator;

/// <summary>
/// Writes, for each <c>[NeedsDb]</c> handler, the overload that takes a <c>Database</c> in its connection's place. Silent: what can't be
/// wrapped is reported by the analyzers.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NeedsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(WellKnownNames.NeedsDbAttribute, HandlerParser.IsCandidate, HandlerParser.Parse)
            .Where(static handler => handler is not null)
            .Select(static (handler, _) => handler!)
            .WithTrackingName(TrackingNames.Parsed);

        var handlers = parsed.Select(static (one, _) => one.Handler).WithTrackingName(TrackingNames.Handlers);
        var ambiguous = handlers.Collect().Select(HintNames.Ambiguous).WithTrackingName(TrackingNames.AmbiguousNames);

        context.RegisterSourceOutput(handlers.Combine(ambiguous), static (output, pair) =>
            output.AddSource(HintNames.FileName(pair.Left, pair.Right), WrapperEmitter.Emit(pair.Left)));
    }
}
