using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Generator;

/// <summary>What is written of handlers, however they were found.</summary>
internal static class Outputs
{
    /// <param name="context">Where they are registered.</param>
    /// <param name="lent">The handlers that are lent connections.</param>
    /// <param name="unlent">Those that are but endpoints.</param>
    public static void Register(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParsedHandler> lent, IncrementalValuesProvider<ParsedHandler> unlent)
    {
        var ambiguous = Handlers(lent).Collect().Combine(Handlers(unlent).Collect())
            .Select(static (pair, cancellation) => HintNames.Ambiguous(pair.Left.AddRange(pair.Right), cancellation))
            .WithTrackingName(TrackingNames.AmbiguousNames);

        context.RegisterSourceOutput(Handlers(lent).Combine(ambiguous), static (output, pair) =>
            output.AddSource(HintNames.FileName(pair.Left, pair.Right), WrapperEmitter.Emit(pair.Left)));
        WriteEndpoints(context, Endpoints(lent), ambiguous);
        WriteEndpoints(context, Endpoints(unlent), ambiguous);

        WriteForms(context, Forms(lent), Forms(unlent));

        var assembly = context.CompilationProvider.Select(AssemblyParser.Parse).WithTrackingName(TrackingNames.Assembly);
        var mapped = Mapped(lent).Combine(Mapped(unlent));
        context.RegisterSourceOutput(mapped.Combine(assembly), static (output, pair) =>
        {
            var handlers = pair.Left.Left.AddRange(pair.Left.Right);
            if (pair.Right.HasAspNetCore) output.AddSource("MapHandlers" + HintNames.Ending, MapHandlersEmitter.Emit(pair.Right, handlers));
            if (pair.Right.HasOpenApi) output.AddSource("Needs.Generated.FormOpenApi" + HintNames.Ending, OpenApiEmitter.Emit());
        });
    }

    private static IncrementalValuesProvider<HandlerSpec> Handlers(IncrementalValuesProvider<ParsedHandler> parsed) =>
        parsed.Select(static (one, _) => one.Handler).WithTrackingName(TrackingNames.Handlers);

    private static IncrementalValuesProvider<ParsedEndpoint> Endpoints(IncrementalValuesProvider<ParsedHandler> parsed) => parsed
        .Where(static one => one.Endpoint is not null)
        .Select(static (one, _) => new ParsedEndpoint(one.Handler, one.Endpoint!))
        .WithTrackingName(TrackingNames.Endpoints);

    private static IncrementalValueProvider<ImmutableArray<MappedHandlerSpec>> Mapped(IncrementalValuesProvider<ParsedHandler> parsed) => Endpoints(parsed)
        .Where(static one => !one.Endpoint.Routes.IsEmpty)
        .Select(static (one, _) => MappedHandlerSpec.Of(one.Handler, one.Endpoint))
        .WithTrackingName(TrackingNames.MappedHandlers)
        .Collect();

    private static void WriteEndpoints(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ParsedEndpoint> endpoints,
        IncrementalValueProvider<EquatableArray<string>> ambiguous) => context.RegisterSourceOutput(endpoints.Combine(ambiguous), static (output, pair) => output.AddSource(
            HintNames.FileName(pair.Left.Handler, pair.Right, ".Endpoint"), EndpointEmitter.Emit(pair.Left.Handler, pair.Left.Endpoint)));

    private static IncrementalValueProvider<ImmutableArray<FormSpec>> Forms(IncrementalValuesProvider<ParsedHandler> parsed) => parsed
        .Where(static one => one.Form is not null)
        .Select(static (one, _) => one.Form!)
        .WithTrackingName(TrackingNames.Forms)
        .Collect();

    /// <summary>One class for each type and one parser for each enum, however many handlers take them.</summary>
    private static void WriteForms(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<ImmutableArray<FormSpec>> lent,
        IncrementalValueProvider<ImmutableArray<FormSpec>> unlent)
    {
        var forms = lent.Combine(unlent).Select(static (pair, _) => FormFiles.Of(pair.Left.AddRange(pair.Right)));
        context.RegisterSourceOutput(
            forms.SelectMany(static (all, _) => all.Types).WithTrackingName(TrackingNames.FormTypes),
            static (output, file) => output.AddSource(file.HintName, FormTypeEmitter.Emit(file.Spec)));
        context.RegisterSourceOutput(
            forms.SelectMany(static (all, _) => all.Enums).WithTrackingName(TrackingNames.FormEnums),
            static (output, file) => output.AddSource(file.HintName, FormEnumEmitter.Emit(file.Spec)));
    }
}
