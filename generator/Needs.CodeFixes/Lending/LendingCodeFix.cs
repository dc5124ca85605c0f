using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>A fix for a connection that outlives its loan, is used by two at once, or is held for nothing.</summary>
public abstract class LendingCodeFix : CheckedCodeFix;
