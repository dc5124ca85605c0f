using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Endpoints;

/// <summary>What the analyzer tells the code fix about the endpoint to map.</summary>
internal static class MappedEndpoint
{
    private const string Name = "Endpoint";
    private const string Type = "EndpointType";

    /// <summary>Names the endpoint if there is but one; of several the user has to choose.</summary>
    public static ImmutableDictionary<string, string?> Properties(IMethodSymbol handler, IReadOnlyList<string> endpoints) => endpoints.Count == 1
        ? ImmutableDictionary<string, string?>.Empty.Add(Name, endpoints[0]).Add(Type, handler.ContainingType.GetDocumentationCommentId())
        : ImmutableDictionary<string, string?>.Empty;

    /// <summary>The endpoint's name and its type, or nothing.</summary>
    public static (string Name, INamedTypeSymbol Type)? Of(Diagnostic diagnostic, Compilation compilation) =>
        diagnostic.Properties.TryGetValue(Name, out var name) && name is not null
        && diagnostic.Properties.TryGetValue(Type, out var id) && id is not null
        && DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is INamedTypeSymbol type
            ? (name, type)
            : null;
}
