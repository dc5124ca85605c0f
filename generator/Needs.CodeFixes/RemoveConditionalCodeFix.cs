using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Needs.CodeFixes;

/// <summary>Removes <c>[Conditional]</c> from a handler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveConditionalCodeFix : RemoveAttributeCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.ConditionalHandler];

    public override string Title => "Remove [Conditional]";

    protected override bool IsUnwanted(ITypeSymbol attribute) => attribute.Is("ConditionalAttribute", "System", "Diagnostics");
}
