using Microsoft.CodeAnalysis;

namespace Needs.Endpoints;

/// <summary>How a handler becomes an endpoint, or why it does not.</summary>
/// <param name="IsWanted">
/// Whether it is meant to be an endpoint: it asks to be mapped, or nothing else is made of it. When it is not, nobody needs to hear of its
/// problems.
/// </param>
/// <param name="Problems">What keeps it from being an endpoint.</param>
/// <param name="Routes">Its routes.</param>
/// <param name="Parameters">Its parameters, without those that are lent; <see langword="null"/> when it can't be an endpoint.</param>
/// <param name="Constructor">For an instance handler: what builds its object.</param>
internal sealed record EndpointReading(
    bool IsWanted,
    IReadOnlyList<ShapeProblem> Problems,
    IReadOnlyList<EndpointRoute> Routes,
    IReadOnlyList<EndpointParameter>? Parameters,
    IMethodSymbol? Constructor)
{
    /// <summary>What to tell the user.</summary>
    public IReadOnlyList<ShapeProblem> Reported => IsWanted ? Problems : [];

    public static EndpointReading Failed(bool isWanted, IReadOnlyList<ShapeProblem> problems) => new(isWanted, problems, [], null, null);
}
