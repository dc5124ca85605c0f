using System.Collections.Immutable;

namespace Needs.Analyzers.Flow;

/// <summary>What calling a body does, in terms of what comes into it from outside: all that a caller has to know.</summary>
internal sealed class Summary
{
    /// <summary>The ways in which it returns. Empty: it never does.</summary>
    public ImmutableArray<Outcome> Returns { get; init; } = [];

    /// <summary>The ways in which it throws.</summary>
    public ImmutableArray<Outcome> Throws { get; init; } = [];

    /// <summary>What it runs on inputs: where uses are followed.</summary>
    public ImmutableArray<Use> Uses { get; init; } = [];

    /// <summary>The inputs that collections and the like still have when it returned: which, as far as that is known.</summary>
    public ImmutableArray<(InputPath? Holder, InputPath Value)> Keeps { get; init; } = [];

    /// <summary>The connections among its inputs that it disposes, if it releases them.</summary>
    public ImmutableArray<InputPath> Disposed { get; init; } = [];

    /// <summary>The databases among its inputs that it borrows from.</summary>
    public ImmutableArray<InputPath> Borrows { get; init; } = [];

    /// <summary>Callees that were not looked into: the depth was used up.</summary>
    public bool IsCut { get; init; }

    /// <summary>How deep calls go that were looked into.</summary>
    public int Height { get; init; }
}

/// <summary>One way through a body.</summary>
/// <param name="Result">What it returns.</param>
/// <param name="Assumptions">What has to hold of the inputs for this way to be taken.</param>
/// <param name="Effects">What it does to the inputs.</param>
/// <param name="Writes">What it leaves in variables and members outside.</param>
internal sealed record Outcome(
    Export? Result,
    ImmutableArray<(InputPath Input, State State)> Assumptions,
    ImmutableArray<(InputPath Input, State State)> Effects,
    ImmutableArray<(InputPath Place, Export? Value)> Writes)
{
    public static readonly Outcome Nothing = new(null, [], [], []);

    /// <summary>A way that could not be followed: what is passed may be taken over.</summary>
    public static readonly Outcome Opaque = new(null, [], [], []) { IsOpaque = true };

    public bool IsOpaque { get; private init; }

    /// <summary>Whether it does nothing that its caller has to know of, but for a condition that it computes.</summary>
    private bool IsHarmless => !IsOpaque && Effects.IsEmpty && Writes.IsEmpty && Result is (null or ExportedValue or ExportedTest);

    /// <summary>Makes one of outcomes of which a caller could not tell the difference.</summary>
    public static ImmutableArray<Outcome> Simplify(List<Outcome> outcomes)
    {
        if (outcomes.Count <= 1)
            return [.. outcomes];
        var isOne = outcomes.TrueForAll(outcome => outcome.IsHarmless)
            && (outcomes.TrueForAll(outcome => outcome.Result is not ExportedTest) || outcomes.TrueForAll(outcome => Equals(outcome.Result, outcomes[0].Result)));
        if (isOne)
            return [outcomes.TrueForAll(outcome => Equals(outcome.Result, outcomes[0].Result)) ? outcomes[0] with { Assumptions = [] } : Nothing];
        return [.. outcomes];
    }

    /// <summary>Whether it may return something else than a resource, or than an object that holds one; null is neither.</summary>
    public bool ReturnsSomethingElse => Result switch
    {
        ExportedResource => false,
        ExportedObject made => !made.Holds,
        ExportedValue { Value: Constant { Content: null } } => false,
        _ => true,
    };

    /// <summary>Whether the two differ in no more than what they assume.</summary>
    public bool DoesAs(Outcome other) =>
        IsOpaque == other.IsOpaque && Equals(Result, other.Result) && Effects.SequenceEqual(other.Effects) && Writes.SequenceEqual(other.Writes);
}
