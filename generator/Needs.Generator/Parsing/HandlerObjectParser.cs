using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Generator;

/// <summary>Reads how the object of an instance handler is built from services.</summary>
internal static class HandlerObjectParser
{
    public static HandlerObjectSpec Parse(IMethodSymbol constructor, bool nullable)
    {
        var type = constructor.ContainingType;
        return new HandlerObjectSpec(
            TypeNames.Of(type, nullable: false),
            constructor.Parameters.Select(parameter => Argument(parameter, nullable)).ToEquatableArray(),
            type.Implements("System.IAsyncDisposable") ? ObjectDisposal.Asynchronous
                : type.Implements("System.IDisposable") ? ObjectDisposal.Synchronous
                : ObjectDisposal.None);
    }

    private static EndpointParameterSpec Argument(IParameterSymbol parameter, bool nullable)
    {
        var key = parameter.AttributeDeriving(AspNetCoreNames.FromKeyedServices);
        var isKeyed = key is { ConstructorArguments.Length: > 0 };
        return EndpointParameterParser.Parse(new EndpointParameter(parameter, isKeyed ? ParameterKind.KeyedService : ParameterKind.Service)
        {
            IsOptional = parameter.HasExplicitDefaultValue,
            Key = isKeyed ? key!.ConstructorArguments[0] : default,
        }, nullable);
    }
}
