using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Needs.Testing.Verification;

/// <summary>Stands for the source generators that run beside ours: none sees what another one writes.</summary>
public static class AnotherGenerator
{
    /// <summary>Adds a file to what our generator has made of a project.</summary>
    public static Compilation Adds(string source, Compilation generated) =>
        generated.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)generated.SyntaxTrees.First().Options, "Another.g.cs"));
}
