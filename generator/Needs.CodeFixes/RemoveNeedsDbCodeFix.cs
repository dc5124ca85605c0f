using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Needs.CodeFixes;

/// <summary>Removes <c>[NeedsDb]</c> or <c>[NeedsForm]</c> from what can't be a handler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveNeedsDbCodeFix : RemoveAttributeCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.NotAHandlerMethod, DiagnosticIds.NotAConnection];

    public override string Title => "Remove the attribute";

    protected override bool IsUnwanted(ITypeSymbol attribute) => attribute.IsHandlerAttribute();
}
