namespace Needs.Benchmarks.Forms;

/// <summary>The contestants, by the first part of their paths.</summary>
public static class Contestant
{
    public const string Needs = "needs";
    public const string HandOverFormData = "data";
    public const string HandOverCollection = "hand";
    public const string Minimal = "minimal";
    public const string Mvc = "mvc";

    public static IReadOnlyList<string> All { get; } = [Needs, HandOverFormData, HandOverCollection, Minimal, Mvc];
}
