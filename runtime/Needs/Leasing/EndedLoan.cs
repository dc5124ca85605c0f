namespace Needs.Leasing;

/// <summary>What a loan took, once it is over.</summary>
internal readonly record struct EndedLoan(TimeSpan Waited, TimeSpan Held);
