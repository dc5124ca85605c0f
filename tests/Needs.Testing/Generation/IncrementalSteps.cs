using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Needs.Generator;

namespace Needs.Testing;

/// <summary>What became of each step and each output in the last run of the generator.</summary>
public sealed class IncrementalSteps
{
    private IncrementalSteps(ImmutableArray<IncrementalStep> named, ImmutableArray<IncrementalStep> outputs)
    {
        Named = named;
        Outputs = outputs;
    }

    /// <summary>The values of the steps that <c>TrackingNames</c> lists.</summary>
    public ImmutableArray<IncrementalStep> Named { get; }

    /// <summary>The written files.</summary>
    public ImmutableArray<IncrementalStep> Outputs { get; }

    public static IncrementalSteps Of(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results[0];
        return new(
            Flatten(result.TrackedSteps.Where(step => TrackingNames.All.Contains(step.Key))),
            Flatten(result.TrackedOutputSteps));
    }

    private static ImmutableArray<IncrementalStep> Flatten(
        IEnumerable<KeyValuePair<string, ImmutableArray<IncrementalGeneratorRunStep>>> steps) =>
    [
        .. from step in steps
           from run in step.Value
           from output in run.Outputs
           select new IncrementalStep(step.Key, output.Reason, output.Value),
    ];
}

/// <summary>One value of one step.</summary>
public sealed record IncrementalStep(string Name, IncrementalStepRunReason Reason, object Value)
{
    public bool IsUnchanged => Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    public override string ToString() => $"{Name} ({Reason})";
}
