using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>A <c>Task.WhenAll(…)</c> that is awaited, or whose task is returned.</summary>
/// <param name="Call">The call.</param>
/// <param name="Whole">The call, or the await of it.</param>
/// <param name="Configured">What the await says of its context.</param>
/// <param name="HasResult">Whether the tasks have results.</param>
/// <param name="List">The declaration just before that lists the tasks, if one does.</param>
internal sealed record WhenAll(
    InvocationExpressionSyntax Call, ExpressionSyntax Whole, string Configured, bool HasResult, LocalDeclarationStatementSyntax? List)
{
    /// <summary>The tasks, one by one, or the one expression that gives them all.</summary>
    public IReadOnlyList<ExpressionSyntax> Tasks => List is null ? [.. TasksIn(Call)] : [.. Elements(ListOf(List))];

    /// <summary>The one that an expression is among the tasks of, or gives all tasks of.</summary>
    public static WhenAll? With(ExpressionSyntax task, FixSite site) =>
        task.Ancestors()
            .TakeWhile(node => node is not StatementSyntax and not AnonymousFunctionExpressionSyntax)
            .OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(call => site.IsCallOf(call, "Task", "WhenAll")) is { } call
        && Of(call, site) is { } whole
        && whole.Tasks.Contains(task)
            ? whole
            : Listed(task, site);

    // var tasks = new[] { task, … }; await Task.WhenAll(tasks);
    private static WhenAll? Listed(ExpressionSyntax task, FixSite site) =>
        task.FirstAncestorOrSelf<StatementSyntax>() is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer: not null } variable] } list
        && StatementLists.After(list).FirstOrDefault() is { } next
        && site.Model.GetDeclaredSymbol(variable, site.Cancellation) is ILocalSymbol local
        && Functions.Around(list).NamesOf(local, site.Model).ToList() is [var use]
        && next.Contains(use)
        && use.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { ArgumentList.Arguments: [{ Expression: var all }] } call
        && all == use
        && site.IsCallOf(call, "Task", "WhenAll")
        && Of(call, site) is { } whole
        && EvaluationOrder.IsFirst(whole.Whole, next)
        && Elements(ListOf(list)).ToList() is [_, _, ..] tasks
        && tasks.Contains(task)
            ? whole with { List = list }
            : null;

    private static ExpressionSyntax ListOf(LocalDeclarationStatementSyntax list) => list.Declaration.Variables[0].Initializer!.Value;

    public static WhenAll? Of(InvocationExpressionSyntax call, FixSite site)
    {
        var hasResult = site.Type(call) is INamedTypeSymbol { IsGenericType: true };
        if (call.FirstAncestorOrSelf<AwaitExpressionSyntax>() is { } wait && wait.Parts() is var (task, configured) && task == call)
            return new WhenAll(call, wait, configured, hasResult, List: null);
        return call.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax && AsyncFunctions.CanAwait(call, site)
            && !Functions.IsAsync(Functions.Around(call))
            ? new WhenAll(call, call, "", hasResult, List: null)
            : null;
    }

    private static IEnumerable<ExpressionSyntax> TasksIn(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments is [{ Expression: var only }]
            ? Elements(only)
            : call.ArgumentList.Arguments.Select(argument => argument.Expression);

    private static IEnumerable<ExpressionSyntax> Elements(ExpressionSyntax list) => list switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
        BaseObjectCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        CollectionExpressionSyntax collection when collection.Elements.All(element => element is ExpressionElementSyntax) =>
            collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray" or "ToList" or "AsEnumerable" } access } =>
            Elements(access.Expression),
        _ => [list],
    };
}
