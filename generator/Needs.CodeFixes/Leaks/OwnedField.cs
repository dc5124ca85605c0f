using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>A field or property with a resource that its object owns.</summary>
internal sealed record OwnedField(string Name, ITypeSymbol Type, bool MayBeNull)
{
    /// <summary><c>_c?.Dispose()</c>.</summary>
    public ExpressionSyntax Disposal => SyntaxFactory.ParseExpression(MayBeNull ? $"{Name}?.Dispose()" : $"{Name}.Dispose()");

    /// <summary>The statement that disposes it, awaited where that is possible.</summary>
    public StatementSyntax Statement(bool isAsync)
    {
        if (!isAsync || !Type.IsAsyncDisposable())
            return SyntaxFactory.ExpressionStatement(Disposal);
        return SyntaxFactory.ParseStatement(
            MayBeNull ? $"if ({Name} != null)\n    await {Name}.DisposeAsync();" : $"await {Name}.DisposeAsync();");
    }
}
