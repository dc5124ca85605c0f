using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Needs.AspNetCore;

/// <summary>The JSON metadata that the application configured (<c>ConfigureHttpJsonOptions</c>).</summary>
internal static class JsonMetadata
{
    public static JsonSerializerOptions Options(IServiceProvider services) =>
        services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    /// <exception cref="NotSupportedException">There is none for the type: no reflection, and no context that knows it.</exception>
    public static JsonTypeInfo<T> Of<T>(IServiceProvider services) => (JsonTypeInfo<T>)Options(services).GetTypeInfo(typeof(T));

    /// <summary>Interfaces and abstract types can't be made, unless a converter or a list of derived types says how.</summary>
    public static bool CanBeMade(JsonTypeInfo type) =>
        type.Kind != JsonTypeInfoKind.Object || type.CreateObject is not null || type.PolymorphismOptions is not null || !type.Type.IsAbstract;
}
