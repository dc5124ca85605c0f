using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Tasks that are added to a list, which is awaited in the end: each is awaited where it was added.</summary>
internal sealed class CollectedTasks
{
    private readonly FixSite _site;
    private readonly VariableDeclaratorSyntax _list;
    private readonly IReadOnlyList<InvocationExpressionSyntax> _additions;
    private readonly WhenAll _whole;

    private CollectedTasks(
        FixSite site, VariableDeclaratorSyntax list, IReadOnlyList<InvocationExpressionSyntax> additions, WhenAll whole) =>
        (_site, _list, _additions, _whole) = (site, list, additions, whole);

    public static IEnumerable<SyntaxNode> Candidates(InvocationExpressionSyntax call, FixSite site) =>
        call.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(IsAddition) is { } addition
        && site.Model.GetSymbolInfo(addition.Receiver()!, site.Cancellation).Symbol is ILocalSymbol local
        && Of(local, Functions.Around(addition), site) is { } found
            ? found.Candidates()
            : [];

    private static bool IsAddition(InvocationExpressionSyntax call) =>
        Calls.NameOf(call) == "Add"
        && call is { Parent: ExpressionStatementSyntax, ArgumentList.Arguments.Count: 1 }
        && call.Receiver() is IdentifierNameSyntax;

    private static CollectedTasks? Of(ILocalSymbol local, SyntaxNode function, FixSite site)
    {
        if (local.DeclaringSyntaxReferences is not [var reference]
            || reference.GetSyntax(site.Cancellation) is not VariableDeclaratorSyntax { Initializer.Value: var value } list
            || list.Parent is not VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax }
            || !IsEmpty(value))
        {
            return null;
        }

        var additions = new List<InvocationExpressionSyntax>();
        WhenAll? whole = null;
        foreach (var name in Functions.Around(list).NamesOf(local, site.Model))
        {
            if (name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax addition } && IsAddition(addition))
                additions.Add(addition);
            else if (whole is not null || (whole = WhenAll.With(name, site)) is null)
                return null;
        }

        return whole is not null && additions.TrueForAll(addition => IsAlike(addition, whole, site)) ? new(site, list, additions, whole) : null;
    }

    private static bool IsAlike(InvocationExpressionSyntax addition, WhenAll whole, FixSite site) =>
        Attempts.AreSame(addition, whole.Whole)
        && AsyncFunctions.CanAwait(addition, site)
        && site.Type(addition.ArgumentList.Arguments[0].Expression) is var type
        && type.IsTask()
        && !type.IsTaskOfTask();

    private static bool IsEmpty(ExpressionSyntax list) => list switch
    {
        BaseObjectCreationExpressionSyntax { Initializer: null or { Expressions.Count: 0 } } creation =>
            creation.ArgumentList is null || creation.ArgumentList.Arguments.All(argument => Purity.IsPure(argument)),
        CollectionExpressionSyntax collection => collection.Elements.Count == 0,
        _ => false,
    };

    private IEnumerable<SyntaxNode> Candidates()
    {
        if (Replacement.IsUnused(_whole.Whole, _site))
        {
            yield return WithoutList();
            yield break;
        }

        if (_site.Type(_whole.Whole) is not IArrayTypeSymbol array || Results.ListOf(array.ElementType, _list, _site) is not { } type)
            yield break;

        if (Results.Declared(_whole.Whole) is { } declared)
            yield return WithList(type, declared.Name, editor => editor.RemoveQuietly(declared.Statement));
        foreach (var end in new[] { "", ".ToArray()" })
        {
            var name = _list.Identifier.Text;
            yield return WithList(type, name, editor => editor.Put(_whole.Whole, _site, [], SyntaxFactory.ParseExpression(name + end)));
        }
    }

    private StatementSyntax Declaration => _list.FirstAncestorOrSelf<StatementSyntax>()!;

    private SyntaxNode WithoutList()
    {
        var editor = _site.Edit();
        foreach (var addition in _additions)
            editor.Replace(addition, current => Awaits.Of(Added(addition)).WithTriviaFrom(current));
        editor.RemoveQuietly(Declaration);
        editor.Put(_whole.Whole, _site, [], value: null);
        return editor.Changed();
    }

    private SyntaxNode WithList(string type, string name, Action<TreeEditor> end)
    {
        var editor = _site.Edit();
        foreach (var addition in _additions)
            editor.Replace(addition, current => SyntaxFactory.ParseExpression($"{name}.Add({Awaits.Of(Added(addition))})").WithTriviaFrom(current));
        editor.Put(Declaration, _ => [Statements.Parse($"var {name} = new {type}();", _site)]);
        end(editor);
        return editor.Changed();
    }

    private ExpressionSyntax Added(InvocationExpressionSyntax addition) =>
        addition.ArgumentList.Arguments[0].Expression.WithoutTrivia().Then(_whole.Configured);
}
