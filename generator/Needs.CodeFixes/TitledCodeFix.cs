using Microsoft.CodeAnalysis.CodeFixes;

namespace Needs.CodeFixes;

/// <summary>A fix that has one thing to say, whatever it is offered for.</summary>
public abstract class TitledCodeFix : CodeFixProvider
{
    /// <summary>What the light bulb says.</summary>
    public abstract string Title { get; }
}
