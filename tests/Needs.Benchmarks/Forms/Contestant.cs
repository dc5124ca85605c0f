namespace Needs.Benchmarks.Forms;

/// <summary>The contestants, by the first part of their paths.</summary>
public static class Contestant
{
    public const string Needs = "needs";
    public const string HandOverFormData = "data";
    public const string HandOverCollection = "hand";
    public const string Minimal = "minimal";
    public const string Mvc = "mvc";
    public const string NeedsParts = "parts";
    public const string HandOverParts = "reader";

    public static IReadOnlyList<string> All { get; } = [Needs, HandOverFormData, HandOverCollection, Minimal, Mvc];

    /// <summary>Those that take a large file: also the ones that keep nothing of it.</summary>
    public static IReadOnlyList<string> Uploaders { get; } = [.. All, NeedsParts, HandOverParts];

    /// <summary>As tables show it.</summary>
    public static string Describe(string contestant) => contestant switch
    {
        Needs => "Needs",
        HandOverFormData => "by hand over `FormData`",
        HandOverCollection => "by hand over `ReadFormAsync`",
        Minimal => "minimal API",
        Mvc => "MVC",
        NeedsParts => "Needs, parts as they arrive",
        HandOverParts => "by hand over `MultipartReader`",
        _ => throw new ArgumentOutOfRangeException(nameof(contestant), contestant, null),
    };
}
