using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Tasks in variables, or written into a WhenAll: each is awaited where it is started.</summary>
internal static class StartedTasks
{
    public static IEnumerable<SyntaxNode> Candidates(IReadOnlyList<InvocationExpressionSyntax> calls, FixSite site)
    {
        var starts = calls.Select(call => site.Whole(call)).ToList();
        var locals = starts.Select(start => TaskLocal.Of(start, site)).OfType<TaskLocal>().ToList();
        var together = starts.Select(start => WhenAll.With(start, site)).OfType<WhenAll>()
            .Concat(locals.SelectMany(local => local.Together))
            .Distinct()
            .ToList();
        if (together.Count == 0 && locals.Count == 0)
            yield break;

        // All that wait together; all of the two that the report is about; the earlier one.
        if (Sequenced(locals, together, site) is { } all)
            yield return all;
        if (locals.Count > 1 && together.Count == 0 && Sequenced([locals[0]], [], site) is { } earlier)
            yield return earlier;
    }

    private static SyntaxNode? Sequenced(IReadOnlyList<TaskLocal> locals, IReadOnlyList<WhenAll> together, FixSite site)
    {
        var awaited = new Dictionary<ISymbol, TaskLocal>(SymbolEqualityComparer.Default);
        foreach (var local in locals.Concat(together.SelectMany(whole => whole.Tasks).Select(task => LocalOf(task, site)).OfType<TaskLocal>()))
            awaited[local.Symbol] = local;
        if (together.Any(whole => !CanSequence(whole, awaited, site)) || awaited.Values.SelectMany(local => local.Together).Except(together).Any())
            return null;

        var editor = site.Edit();
        foreach (var local in awaited.Values)
            local.AwaitIn(editor);
        foreach (var whole in together)
            Replace(editor, whole, awaited, site);
        foreach (var local in awaited.Values)
            editor.MakeAsync(local.Symbol.DeclaringSyntaxReferences[0].GetSyntax(site.Cancellation), site);
        return editor.Changed();
    }

    private static TaskLocal? LocalOf(ExpressionSyntax task, FixSite site) =>
        site.Model.GetSymbolInfo(task, site.Cancellation).Symbol is ILocalSymbol local ? TaskLocal.Of(local, site) : null;

    private static bool CanSequence(WhenAll whole, Dictionary<ISymbol, TaskLocal> awaited, FixSite site) =>
        AsyncFunctions.CanAwait(whole.Call, site)
        && whole.Tasks.All(task => site.Type(task).IsTask() && (task.Bare() is not IdentifierNameSyntax || Known(task, awaited, site) is not null))
        && (IsUnused(whole, site) || whole.HasResult);

    private static TaskLocal? Known(ExpressionSyntax task, Dictionary<ISymbol, TaskLocal> awaited, FixSite site) =>
        site.Model.GetSymbolInfo(task, site.Cancellation).Symbol is { } symbol && awaited.TryGetValue(symbol, out var local) ? local : null;

    private static bool IsUnused(WhenAll whole, FixSite site) => Replacement.IsUnused(whole.Whole, site);

    private static void Replace(TreeEditor editor, WhenAll whole, Dictionary<ISymbol, TaskLocal> awaited, FixSite site)
    {
        if (whole.List is not null)
            editor.RemoveQuietly(whole.List);
        if (IsUnused(whole, site))
        {
            var rest = whole.Tasks.Where(task => Known(task, awaited, site) is null);
            editor.Put(whole.Whole, site, [.. rest.Select(task => Statement(task, whole, site))], value: null);
            return;
        }

        var results = whole.Tasks.Select(task => (Listed(task), Known(task, awaited, site) is { } local
            ? local.Symbol.Name
            : Awaits.Of(task.WithoutTrivia().Then(whole.Configured)).ToString()));
        editor.Put(whole.Whole, site, [], Array([.. results], whole, site));
    }

    private static StatementSyntax Statement(ExpressionSyntax task, WhenAll whole, FixSite site) =>
        Statements.Parse(Comments.Around(Listed(task), Awaits.Of(task.WithoutTrivia().Then(whole.Configured)) + ";"), site);

    private static SyntaxNode Listed(ExpressionSyntax task) => task.Parent is ArgumentSyntax argument ? argument : task;

    // On as many lines as the call was.
    private static ExpressionSyntax Array(IReadOnlyList<(SyntaxNode Task, string Result)> elements, WhenAll whole, FixSite site)
    {
        SyntaxNode old = whole.List is null ? whole.Call : whole.List.Declaration;
        var lines = old.GetLocation().GetLineSpan();
        if (lines.StartLinePosition.Line == lines.EndLinePosition.Line)
            return SyntaxFactory.ParseExpression($"new[] {{ {string.Join(", ", elements.Select(element => element.Result))} }}");

        var line = site.Root.GetText().Lines[lines.StartLinePosition.Line].ToString();
        var indent = line.Substring(0, line.Length - line.TrimStart().Length);
        var inner = indent + (indent.EndsWith("\t", StringComparison.Ordinal) ? "\t" : "    ");
        var listed = elements.Select(element => Comments.Around(element.Task, element.Result + ",", inner) + "\n");
        return SyntaxFactory.ParseExpression($"new[]\n{indent}{{\n{string.Concat(listed)}{indent}}}");
    }
}
