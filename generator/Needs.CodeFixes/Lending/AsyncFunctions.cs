using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Functions in which a fix awaits: async ones, and ones that return a task and can be made async without a change for callers.</summary>
internal static class AsyncFunctions
{
    public static bool CanAwait(SyntaxNode place, FixSite site)
    {
        var function = Functions.Around(place);
        return !Functions.IsWhereNothingAwaits(place)
            && (Functions.IsAsync(function) || (Symbol(function, site)?.ReturnType.IsTask() == true && ResultOf(function) is not null));
    }

    /// <summary>Makes the function around a place async, if it isn't.</summary>
    /// <param name="editor">Collects the edits.</param>
    /// <param name="place">Where it shall await.</param>
    /// <param name="site">The report.</param>
    /// <param name="handled">The return statement or expression body that is edited otherwise.</param>
    public static void MakeAsync(this TreeEditor editor, SyntaxNode place, FixSite site, SyntaxNode? handled = null)
    {
        var function = Functions.Around(place);
        if (Functions.IsAsync(function))
            return;

        var hasValue = HasValue(function, site);
        foreach (var result in ResultOf(function)!.Where(result => result != handled))
        {
            if (result is ReturnStatementSyntax statement)
                Return(editor, statement, hasValue, site);
            else if (result is ExpressionSyntax expression)
                editor.Replace(expression, current => Value((ExpressionSyntax)current, expression, site));
        }

        editor.Replace(function, WithModifier);
    }

    /// <summary>Whether the function has a result besides being done.</summary>
    public static bool HasValue(SyntaxNode function, FixSite site) =>
        Symbol(function, site)?.ReturnType is INamedTypeSymbol { IsGenericType: true };

    /// <summary>Whether nothing comes in the function after the statement.</summary>
    public static bool IsTail(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements.Last() == statement && (block.Parent is not StatementSyntax || IsTail(block)),
        UsingStatementSyntax or FixedStatementSyntax or CheckedStatementSyntax or IfStatementSyntax => IsTail((StatementSyntax)statement.Parent),
        ElseClauseSyntax { Parent: IfStatementSyntax branch } => IsTail(branch),
        TryStatementSyntax attempt => attempt.Block == statement && attempt.Finally is null && IsTail(attempt),
        CatchClauseSyntax { Parent: TryStatementSyntax attempt } => attempt.Finally is null && IsTail(attempt),
        LocalFunctionStatementSyntax => true,
        _ => statement.Parent is not StatementSyntax and not SwitchSectionSyntax and not FinallyClauseSyntax and not GlobalStatementSyntax,
    };

    private static IMethodSymbol? Symbol(SyntaxNode function, FixSite site) =>
        (site.Model.GetDeclaredSymbol(function, site.Cancellation) ?? site.Model.GetSymbolInfo(function, site.Cancellation).Symbol) as IMethodSymbol;

    // What a function returns: statements, or the expression that is its body. Null for an iterator, and for what has no body here.
    private static IReadOnlyList<SyntaxNode>? ResultOf(SyntaxNode function)
    {
        SyntaxNode? body = function switch
        {
            MethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
            LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
            AnonymousFunctionExpressionSyntax lambda => lambda.Body,
            _ => null,
        };
        if (body is ExpressionSyntax)
            return [body];
        var own = Functions.Own(function).ToList();
        return body is null || own.Exists(node => node is YieldStatementSyntax) ? null : [.. own.OfType<ReturnStatementSyntax>()];
    }

    private static void Return(TreeEditor editor, ReturnStatementSyntax statement, bool hasValue, FixSite site)
    {
        if (statement.Expression is not { } task)
            return;

        var isTail = IsTail(statement);
        if (hasValue)
            editor.Replace(task, current => Value((ExpressionSyntax)current, task, site));
        else if (!IsDone(task))
            editor.Put(statement, current => [Awaits.Statement(((ReturnStatementSyntax)current).Expression!), .. isTail ? [] : new[] { Nothing }]);
        else if (isTail)
            editor.RemoveQuietly(statement);
        else
            editor.Replace(statement, current => Nothing.WithTriviaFrom(current));
    }

    private static ReturnStatementSyntax Nothing => SyntaxFactory.ReturnStatement();

    private static ExpressionSyntax Value(ExpressionSyntax current, ExpressionSyntax task, FixSite site)
    {
        if (IsFinished(task, site))
            return Argument(current).WithTriviaFrom(current);
        return Awaits.Of(IsWrapped(task) ? Argument(current).WithTriviaFrom(current) : current);
    }

    private static bool IsDone(ExpressionSyntax task) =>
        task.Bare() is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } or DefaultExpressionSyntax
            or LiteralExpressionSyntax or BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 };

    // new ValueTask<T>(task)
    private static bool IsWrapped(ExpressionSyntax task) => task is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 1 };

    // Task.FromResult(x), new ValueTask<T>(x)
    private static bool IsFinished(ExpressionSyntax task, FixSite site) => task switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments.Count: 1 } =>
            access.Name.Identifier.ValueText == "FromResult" && site.Model.GetTypeInfo(task, site.Cancellation).Type.IsTask(),
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var value }] } =>
            !site.Model.GetTypeInfo(value, site.Cancellation).Type.IsTask(),
        _ => false,
    };

    private static ExpressionSyntax Argument(ExpressionSyntax task) => task switch
    {
        InvocationExpressionSyntax call => call.ArgumentList.Arguments[0].Expression,
        BaseObjectCreationExpressionSyntax creation => creation.ArgumentList!.Arguments[0].Expression,
        _ => task,
    };

    private static SyntaxNode WithModifier(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax { Modifiers.Count: 0 } method => method
            .WithReturnType(method.ReturnType.WithoutLeadingTrivia())
            .WithModifiers([Async.WithLeadingTrivia(method.ReturnType.GetLeadingTrivia())]),
        MethodDeclarationSyntax method => method.WithModifiers(method.Modifiers.Insert(BeforePartial(method.Modifiers), Async)),
        LocalFunctionStatementSyntax { Modifiers.Count: 0 } local => local
            .WithReturnType(local.ReturnType.WithoutLeadingTrivia())
            .WithModifiers([Async.WithLeadingTrivia(local.ReturnType.GetLeadingTrivia())]),
        LocalFunctionStatementSyntax local => local.WithModifiers(local.Modifiers.Add(Async)),
        AnonymousFunctionExpressionSyntax { Modifiers.Count: 0 } lambda =>
            lambda.WithoutLeadingTrivia().WithModifiers([Async.WithLeadingTrivia(lambda.GetLeadingTrivia())]),
        AnonymousFunctionExpressionSyntax lambda => lambda.WithModifiers(lambda.Modifiers.Add(Async)),
        _ => function,
    };

    private static int BeforePartial(SyntaxTokenList modifiers) =>
        modifiers.IndexOf(SyntaxKind.PartialKeyword) is >= 0 and var index ? index : modifiers.Count;

    private static SyntaxToken Async => SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
}
