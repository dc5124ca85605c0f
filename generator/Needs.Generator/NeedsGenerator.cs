using Microsoft.CodeAnalysis;

namespace Needs.Generator;

/// <summary>
/// Writes, for each <c>[NeedsDb]</c> handler, the overload that takes a <c>Database</c> in its connection's place and, with ASP.NET Core,
/// its endpoint; and <c>MapHandlers()</c> for all of them. Silent: what can't be wrapped is reported by the analyzers.
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

        var endpoints = parsed.Where(static one => one.Endpoint is not null).WithTrackingName(TrackingNames.Endpoints);
        var mapped = endpoints.Where(static one => !one.Endpoint!.Routes.IsEmpty)
            .Select(static (one, _) => MappedHandlerSpec.Of(one.Handler, one.Endpoint!))
            .WithTrackingName(TrackingNames.MappedHandlers);
        var assembly = context.CompilationProvider.Select(AssemblyParser.Parse).WithTrackingName(TrackingNames.Assembly);

        context.RegisterSourceOutput(endpoints.Combine(ambiguous), static (output, pair) => output.AddSource(
            HintNames.FileName(pair.Left.Handler, pair.Right, ".Endpoint"), EndpointEmitter.Emit(pair.Left.Handler, pair.Left.Endpoint!)));
        context.RegisterSourceOutput(mapped.Collect().Combine(assembly), static (output, pair) =>
        {
            if (pair.Right.HasAspNetCore) output.AddSource("MapHandlers" + HintNames.Ending, MapHandlersEmitter.Emit(pair.Right, pair.Left));
        });
    }
}
