namespace Needs.Analyzers.Leaks;

/// <summary>What the reports tell the code fixes.</summary>
internal static class LeakProperties
{
    /// <summary><c>connection</c>, <c>reader</c>, <c>transaction</c> or <c>resource</c>.</summary>
    public const string Kind = "Kind";

    /// <summary>The variable as written, if there is one.</summary>
    public const string Name = "Name";
}
