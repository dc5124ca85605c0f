using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Generator;

/// <summary>What edits took of a generator.</summary>
internal sealed record EditCost(Sample Megabytes, Sample Milliseconds);
