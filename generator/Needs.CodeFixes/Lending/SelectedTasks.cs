using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>A task for each item, <c>await Task.WhenAll(ids.Select(async id => …))</c>: a loop that awaits each.</summary>
internal sealed class SelectedTasks
{
    private readonly FixSite _site;
    private readonly ExpressionSyntax _source;
    private readonly LambdaExpressionSyntax _lambda;
    private readonly WhenAll _whole;
    private readonly LocalDeclarationStatementSyntax? _tasks;

    private SelectedTasks(
        FixSite site, ExpressionSyntax source, LambdaExpressionSyntax lambda, WhenAll whole, LocalDeclarationStatementSyntax? tasks) =>
        (_site, _source, _lambda, _whole, _tasks) = (site, source, lambda, whole, tasks);

    public static IEnumerable<SyntaxNode> Candidates(InvocationExpressionSyntax call, FixSite site) =>
        from given in Calls.WithLambdaAround(call)
        where given.Call.ArgumentList.Arguments.Count == 1 && site.IsCallOf(given.Call, "Enumerable", "Select")
        from candidate in Of(given.Lambda, given.Call, site)?.Candidates() ?? StartedInTurn(given.Call, site)
        select candidate;

    // A loop over a list that awaits each task in it can as well start each.
    private static IEnumerable<SyntaxNode> StartedInTurn(InvocationExpressionSyntax selection, FixSite site)
    {
        var list = Gathered(selection);
        if (list == selection)
            return [];
        var isOfOneLoop = list.Parent is ForEachStatementSyntax
            || (Results.Declared(list) is { Statement: { Declaration: { Type.IsVar: true, Variables: [var variable] } } statement }
                && site.Model.GetDeclaredSymbol(variable, site.Cancellation) is ILocalSymbol local
                && Functions.Around(statement).NamesOf(local, site.Model).ToList() is [{ Parent: ForEachStatementSyntax }]);
        return isOfOneLoop ? [site.Root.ReplaceNode(list, selection.WithTriviaFrom(list))] : [];
    }

    private static SelectedTasks? Of(LambdaExpressionSyntax lambda, InvocationExpressionSyntax selection, FixSite site)
    {
        var all = Gathered(selection);
        if (selection.Receiver() is not { } source || LoopBody.Item(lambda) is null)
            return null;
        if (WhenAll.With(selection, site) is { } direct)
            return new SelectedTasks(site, source, lambda, direct, tasks: null);
        return Results.Declared(all) is { Statement: var statement }
            && site.Model.GetDeclaredSymbol(statement.Declaration.Variables[0], site.Cancellation) is ILocalSymbol local
            && Functions.Around(statement).NamesOf(local, site.Model).ToList() is [var use]
            && WhenAll.With(use, site) is { } later
            && Attempts.AreSame(later.Whole, statement)
            ? new SelectedTasks(site, source, lambda, later, statement)
            : null;
    }

    // With the ToList or ToArray that starts them.
    private static ExpressionSyntax Gathered(ExpressionSyntax tasks) =>
        tasks.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToList" or "ToArray", Parent: InvocationExpressionSyntax call }
            ? call
            : tasks;

    private IEnumerable<SyntaxNode> Candidates()
    {
        if (!AsyncFunctions.CanAwait(_whole.Call, _site))
            yield break;

        if (Replacement.IsUnused(_whole.Whole, _site))
        {
            if (Loop(target: null) is { } loop)
                yield return Changed([loop], value: null);
            yield break;
        }

        if (!_whole.HasResult || (_tasks is null && !Replacement.HasPlaceBefore(_whole.Whole)) || ListType() is not { } list)
            yield break;

        if (Results.Declared(_whole.Whole) is { } declared && Filled(list, declared.Name) is { } filled)
            yield return Changed(filled, value: null, declared.Statement);

        var wanted = Results.Declared(_whole.Whole) is { Name: var array } ? array + "List" : "results";
        var name = Names.Fresh(wanted, _whole.Whole, _site.Model);
        if (Filled(list, name) is { } statements)
        {
            yield return Changed(statements, SyntaxFactory.IdentifierName(name));
            yield return Changed(statements, SyntaxFactory.ParseExpression(name + ".ToArray()"));
        }
    }

    private string? ListType() =>
        _site.Type(_whole.Whole) switch
        {
            IArrayTypeSymbol array => Results.ListOf(array.ElementType, _whole.Whole, _site),
            INamedTypeSymbol { TypeArguments: [IArrayTypeSymbol array] } => Results.ListOf(array.ElementType, _whole.Whole, _site),
            _ => null,
        };

    private IReadOnlyList<StatementSyntax>? Filled(string list, string name) =>
        Loop(name) is { } loop ? [Statements.Parse($"var {name} = new {list}();", _site), loop] : null;

    private StatementSyntax? Loop(string? target) =>
        new LoopBody(_lambda, target, IsAwaited: true).Text() is { } body
            ? Statements.Parse($"foreach ({LoopBody.Item(_lambda)} in {_source.WithoutTrivia()})\n{body}\n", _site)
            : null;

    private SyntaxNode Changed(IReadOnlyList<StatementSyntax> statements, ExpressionSyntax? value, StatementSyntax? declared = null)
    {
        // The tasks were started where they were gathered, so the loop stands there.
        var editor = _site.Edit();
        var rest = _tasks is null ? statements : [];
        if (_tasks is not null)
            editor.Put(_tasks, _ => statements);

        if (declared is null)
            editor.Put(_whole.Whole, _site, rest, value);
        else if (rest.Count > 0)
            editor.Put(declared, _ => rest);
        else
            editor.RemoveQuietly(declared);
        return editor.Changed();
    }
}
