using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>What a lambda does with one item, as the body of a loop.</summary>
/// <param name="Lambda">The lambda.</param>
/// <param name="Target">The list that gets the results; null if nobody wants them.</param>
/// <param name="IsAwaited">Whether the lambda gives tasks that somebody awaits.</param>
internal sealed record LoopBody(LambdaExpressionSyntax Lambda, string? Target, bool IsAwaited)
{
    private bool IsAsync => Functions.IsAsync(Lambda);

    /// <summary>The block with braces; null if the lambda can't be one.</summary>
    public string? Text() =>
        Lambda.ExpressionBody is { } expression
            ? $"{{\n{string.Concat(Of(expression).Select(statement => statement + "\n"))}}}"
            : Lambda.Block is { } block ? Rewritten(block)?.ToString() : null;

    /// <summary>How a loop declares the item, such as <c>var id</c>.</summary>
    public static string? Item(LambdaExpressionSyntax lambda, int index = 0)
    {
        var parameter = lambda switch
        {
            SimpleLambdaExpressionSyntax simple when index == 0 => simple.Parameter,
            ParenthesizedLambdaExpressionSyntax many => many.ParameterList.Parameters.ElementAtOrDefault(index),
            _ => null,
        };
        return parameter is { Modifiers.Count: 0, Default: null } ? $"{parameter.Type?.ToString() ?? "var"} {parameter.Identifier}" : null;
    }

    // What is left of one result: a call to add it, or what it does besides.
    private IReadOnlyList<string> Of(ExpressionSyntax result)
    {
        var value = IsAwaited && !IsAsync ? Awaits.Of(result.WithoutTrivia()) : result.WithoutTrivia();
        if (Target is not null)
            return [$"{Target}.Add({value});"];
        if (value.Bare() is InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax or ObjectCreationExpressionSyntax
            or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax)
        {
            return [$"{value.Bare()};"];
        }

        return Purity.IsPure(value) ? [] : [$"_ = {value};"];
    }

    private BlockSyntax? Rewritten(BlockSyntax block)
    {
        var returns = block.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
            .OfType<ReturnStatementSyntax>()
            .ToList();
        if (returns.Exists(statement => statement.Ancestors().TakeWhile(node => node != block).Any(IsLoop)))
            return null;

        var editor = new TreeEditor(block);
        foreach (var statement in returns)
        {
            var instead = statement.Expression is { } result ? Of(result).Select(text => SyntaxFactory.ParseStatement(text)).ToList() : [];
            if (!IsTail(statement, block))
                instead.Add(SyntaxFactory.ContinueStatement());
            if (instead.Count == 0 && StatementLists.OwnerOf(statement) is null)
                instead.Add(SyntaxFactory.Block());
            if (instead.Count == 0)
                editor.RemoveQuietly(statement);
            else
                editor.Put(statement, _ => instead);
        }

        return (BlockSyntax)editor.Changed();
    }

    private static bool IsTail(StatementSyntax statement, BlockSyntax block) =>
        statement.Parent == block && block.Statements.Last() == statement;

    private static bool IsLoop(SyntaxNode node) =>
        node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;
}
