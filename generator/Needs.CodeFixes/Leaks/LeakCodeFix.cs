using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>A fix of a leak.</summary>
public abstract class LeakCodeFix : CheckedCodeFix;
