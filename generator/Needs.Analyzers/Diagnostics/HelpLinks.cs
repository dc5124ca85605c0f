namespace Needs.Analyzers.Diagnostics;

/// <summary>Where the page of a rule is found: one file per id in docs/rules.</summary>
internal static class HelpLinks
{
    public const string Rules = "https://needs.example/docs/rules/";
    public const string Extension = ".md";
}
