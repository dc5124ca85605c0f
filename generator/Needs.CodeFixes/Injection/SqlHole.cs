using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Needs.CodeFixes.Injection;

/// <summary>A value in SQL text.</summary>
/// <param name="Value">The value.</param>
/// <param name="Node">The operand, or the hole with its braces.</param>
/// <param name="Place">What comes out of the text: the value, with the apostrophes and what stands between them.</param>
/// <param name="Before">What stands between the apostrophe and the value.</param>
/// <param name="After">What stands between the value and the other apostrophe.</param>
/// <param name="IsQuoted">Whether apostrophes are around it.</param>
internal sealed record SqlHole(ExpressionSyntax Value, TextSpan Node, TextSpan Place, string Before, string After, bool IsQuoted);
