using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary><c>Parallel.ForEach</c> and its like, and <c>list.ForEach</c> with an async lambda: an ordinary loop.</summary>
internal static class ParallelLoops
{
    public static IEnumerable<SyntaxNode> Candidates(SyntaxNode node, FixSite site) =>
        from given in Calls.WithLambdaAround(node)
        let loop = Loop(given.Call, given.Lambda, site)
        where loop is not null
        select Replaced(given.Call, [loop], site);

    /// <summary><c>Parallel.Invoke(() => …, () => …)</c>: one call after the other.</summary>
    public static IEnumerable<SyntaxNode> Invocations(SyntaxNode node, FixSite site) =>
        from given in Calls.WithLambdaAround(node)
        where site.IsCallOf(given.Call, "Parallel", "Invoke")
        let arguments = given.Call.ArgumentList.Arguments
        where arguments.All(argument => Action(argument.Expression) is not null)
        select Replaced(
            given.Call,
            [.. arguments.Select(argument => Statements.Parse(Comments.Around(argument, Action(argument.Expression)!), site))],
            site);

    private static string? Action(ExpressionSyntax action) => action switch
    {
        LambdaExpressionSyntax { AsyncKeyword.RawKind: 0, ExpressionBody: { } expression } => $"{expression.WithoutTrivia()};",
        LambdaExpressionSyntax { AsyncKeyword.RawKind: 0, Block: { } block } when !block.DescendantNodes().OfType<ReturnStatementSyntax>().Any() =>
            block.ToString(),
        IdentifierNameSyntax method => $"{method.Identifier}();",
        _ => null,
    };

    private static StatementSyntax? Loop(InvocationExpressionSyntax call, LambdaExpressionSyntax lambda, FixSite site)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.LastOrDefault()?.Expression != lambda || Text(call, lambda, site) is not { } text)
            return null;
        return Statements.Parse(text, site);
    }

    private static string? Text(InvocationExpressionSyntax call, LambdaExpressionSyntax lambda, FixSite site)
    {
        var arguments = call.ArgumentList.Arguments;
        if (site.IsCallOf(call, "Parallel", "ForEachAsync") && Functions.IsAsync(lambda) && Token(lambda, arguments, site) is { } token)
            return ForEach(arguments[0].Expression, WithToken(lambda, token), site);
        if (site.IsCallOf(call, "Parallel", "ForEach") && arguments.Count <= 3 && IsAlone(lambda))
            return ForEach(arguments[0].Expression, lambda, site);
        if (site.IsCallOf(call, "Parallel", "For") && arguments.Count <= 4 && IsAlone(lambda) && IsFixed(arguments[1].Expression, lambda, site) && CanCount(lambda, site))
            return For(arguments[0].Expression, arguments[1].Expression, lambda);
        if (site.IsCallOf(call, "List", "ForEach") && IsAlone(lambda))
            return ForEach(call.Receiver()!, lambda, site);
        if (site.IsCallOf(call, "Array", "ForEach") && IsAlone(lambda))
            return ForEach(arguments[0].Expression, lambda, site);
        return null;
    }

    private static bool IsAlone(LambdaExpressionSyntax lambda) => LoopBody.Item(lambda) is not null && LoopBody.Item(lambda, 1) is null;

    // A loop asks for its end again and again.
    private static bool IsFixed(ExpressionSyntax end, LambdaExpressionSyntax lambda, FixSite site) => end switch
    {
        LiteralExpressionSyntax => true,
        IdentifierNameSyntax name => !IsWrittenIn(lambda, name.Identifier.ValueText, site),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax array, Name.Identifier.ValueText: "Length" } =>
            !IsWrittenIn(lambda, array.Identifier.ValueText, site),
        _ => false,
    };

    // A loop has one variable for all rounds, which must be its own, and which nothing may keep.
    private static bool CanCount(LambdaExpressionSyntax lambda, FixSite site)
    {
        var name = LoopBody.Item(lambda)!.Split(' ').Last();
        return !IsWrittenIn(lambda, name, site)
            && !lambda.Body.DescendantNodes().Any(node =>
                node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax && node.Mentions(name));
    }

    private static bool IsWrittenIn(LambdaExpressionSyntax lambda, string name, FixSite site) =>
        (lambda.Block is { } block ? site.Model.AnalyzeDataFlow(block) : site.Model.AnalyzeDataFlow(lambda.ExpressionBody!))
            is not { Succeeded: true } flow
        || flow.WrittenInside.Any(variable => variable.Name == name);

    private static string? ForEach(ExpressionSyntax source, LambdaExpressionSyntax lambda, FixSite site)
    {
        var isAsync = site.Type(source) is { } type
            && type.AllInterfaces.OfType<ITypeSymbol>().Append(type).Any(one => one.Name == "IAsyncEnumerable");
        return Body(lambda) is { } body && LoopBody.Item(lambda) is { } item
            ? $"{(isAsync ? "await " : "")}foreach ({item} in {source.WithoutTrivia()})\n{body}\n"
            : null;
    }

    private static string? For(ExpressionSyntax from, ExpressionSyntax to, LambdaExpressionSyntax lambda)
    {
        var name = LoopBody.Item(lambda)!.Split(' ').Last();
        return Body(lambda) is { } body ? $"for (var {name} = {from}; {name} < {to}; {name}++)\n{body}\n" : null;
    }

    private static string? Body(LambdaExpressionSyntax lambda) => new LoopBody(lambda, Target: null, IsAwaited: false).Text();

    // What the token that each round is given stands for; the empty text if none is given or needed.
    private static string? Token(LambdaExpressionSyntax lambda, SeparatedSyntaxList<ArgumentSyntax> arguments, FixSite site)
    {
        if (LoopBody.Item(lambda, 1) is not { } parameter)
            return null;
        var name = parameter.Split(' ').Last();
        if (!lambda.Body.Mentions(name))
            return "";
        if (arguments.Count == 2)
            return "CancellationToken.None";
        var given = arguments[1].Expression;
        if (!Purity.IsPure(given))
            return null;
        return site.Type(given)?.Name == "CancellationToken" ? given.ToString() : given + ".CancellationToken";
    }

    private static LambdaExpressionSyntax WithToken(LambdaExpressionSyntax lambda, string token)
    {
        if (token.Length == 0)
            return lambda;
        var name = LoopBody.Item(lambda, 1)!.Split(' ').Last();
        var uses = lambda.Body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Where(use => use.Identifier.ValueText == name && !(use.Parent is MemberAccessExpressionSyntax access && access.Name == use));
        return lambda.ReplaceNodes(uses, (_, current) => SyntaxFactory.ParseExpression(token).WithTriviaFrom(current));
    }

    /// <summary>The root with statements in the place of a call that nobody takes anything from.</summary>
    public static SyntaxNode Replaced(InvocationExpressionSyntax call, IReadOnlyList<StatementSyntax> statements, FixSite site)
    {
        ExpressionSyntax whole = call.FirstAncestorOrSelf<AwaitExpressionSyntax>() is { } wait && wait.Parts().Task == call ? wait : call;
        if (!Replacement.IsUnused(whole, site))
            return site.Root;

        var editor = site.Edit();
        editor.Put(whole, site, statements, value: null);
        return editor.Changed();
    }
}
