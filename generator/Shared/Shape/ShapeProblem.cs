using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>Why a method can't be wrapped: the rule, the place to show it, and the arguments that <see cref="DiagnosticIds"/> lists.</summary>
internal sealed record ShapeProblem(string Id, Location Where, params string[] Arguments)
{
    public ShapeProblem(string id, ISymbol at, params string[] arguments)
        : this(id, at.Locations.FirstOrDefault() ?? Location.None, arguments)
    {
    }

    /// <summary>Another place that has to do with it, such as a member of the form's type.</summary>
    public Location? Cause { get; init; }
}
