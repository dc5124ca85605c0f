using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>A variable that holds a started task, and that could as well hold the task's result.</summary>
internal sealed class TaskLocal
{
    private readonly FixSite _site;
    private readonly VariableDeclarationSyntax _declaration;
    private readonly IReadOnlyList<ExpressionSyntax> _results;

    private TaskLocal(
        ILocalSymbol symbol,
        VariableDeclarationSyntax declaration,
        IReadOnlyList<ExpressionSyntax> results,
        IReadOnlyList<WhenAll> together,
        FixSite site) =>
        (Symbol, _declaration, _results, Together, _site) = (symbol, declaration, results, together, site);

    public ILocalSymbol Symbol { get; }

    /// <summary>Where the task is awaited with others.</summary>
    public IReadOnlyList<WhenAll> Together { get; }

    public bool HasResult => Symbol.Type is INamedTypeSymbol { IsGenericType: true };

    private VariableDeclaratorSyntax Declarator => _declaration.Variables[0];

    private ExpressionSyntax Start => Declarator.Initializer!.Value;

    /// <summary>The variable that is declared with this task; null if there is none, or if it is needed as a task.</summary>
    public static TaskLocal? Of(ExpressionSyntax start, FixSite site) =>
        start.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } }
            ? Of(declaration, site)
            : null;

    public static TaskLocal? Of(ILocalSymbol local, FixSite site) =>
        local.DeclaringSyntaxReferences is [var reference]
            && reference.GetSyntax(site.Cancellation) is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration }
            ? Of(declaration, site)
            : null;

    private static TaskLocal? Of(VariableDeclarationSyntax declaration, FixSite site)
    {
        if (declaration is not { Variables: [{ Initializer: not null } variable], Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } }
            || site.Model.GetDeclaredSymbol(variable, site.Cancellation) is not ILocalSymbol local
            || !local.Type.IsTask()
            || local.Type.IsTaskOfTask()
            || !AsyncFunctions.CanAwait(declaration, site))
        {
            return null;
        }

        var results = new List<ExpressionSyntax>();
        var together = new List<WhenAll>();
        var hasResult = local.Type is INamedTypeSymbol { IsGenericType: true };
        foreach (var name in site.Function.NamesOf(local, site.Model))
        {
            var whole = WhenAll.With(name, site);
            var use = whole?.Whole ?? Result(name);
            if (use is null || !Attempts.AreSame(use, declaration) || (whole is null && !hasResult && use.Parent is not ExpressionStatementSyntax))
                return null;
            if (whole is null)
                results.Add(use);
            else
                together.Add(whole);
        }

        return new TaskLocal(local, declaration, results, together, site);
    }

    /// <summary>The root after the task is awaited where it is started, if it is awaited with no others later.</summary>
    public SyntaxNode Awaited()
    {
        if (Together.Count > 0)
            return _site.Root;
        var editor = _site.Edit();
        AwaitIn(editor);
        editor.MakeAsync(Start, _site);
        return editor.Changed();
    }

    /// <summary>Awaits the task where it is started. What is awaited with others is left to others.</summary>
    public void AwaitIn(TreeEditor editor)
    {
        foreach (var result in _results)
        {
            if (result.Parent is ExpressionStatementSyntax statement)
                editor.RemoveQuietly(statement);
            else
                editor.Replace(result.Outer(), current => SyntaxFactory.IdentifierName(Declarator.Identifier.WithoutTrivia()).WithTriviaFrom(current));
        }

        var start = Start.Then(Configured);
        if (IsResultUsed)
        {
            editor.Replace(Start, current => Awaits.Of(start.WithTriviaFrom(current)));
            if (_declaration.Type is not IdentifierNameSyntax { IsVar: true })
                editor.Replace(_declaration.Type, current => ResultType((TypeSyntax)current).WithTriviaFrom(current));
        }
        else
        {
            editor.Put((StatementSyntax)_declaration.Parent!, _ => [Awaits.Statement(start)]);
        }
    }

    private bool IsResultUsed =>
        HasResult
        && (_results.Any(result => result.Parent is not ExpressionStatementSyntax)
            || Together.Any(whole => !Replacement.IsUnused(whole.Whole, _site)));

    private string Configured =>
        _results.OfType<AwaitExpressionSyntax>().Select(wait => wait.Parts().Configured)
            .Concat(Together.Select(whole => whole.Configured))
            .FirstOrDefault(configured => configured.Length > 0) ?? "";

    private static TypeSyntax ResultType(TypeSyntax task) => task switch
    {
        GenericNameSyntax { TypeArgumentList.Arguments: [var result] } => result,
        QualifiedNameSyntax { Right: GenericNameSyntax { TypeArgumentList.Arguments: [var result] } } => result,
        _ => SyntaxFactory.IdentifierName("var"),
    };

    // await task, task.Result, task.GetAwaiter().GetResult()
    private static ExpressionSyntax? Result(IdentifierNameSyntax name)
    {
        var task = name.Outer();
        if (task.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result)
            return result;
        if (task.Parent is MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "GetAwaiter",
                Parent.Parent: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetResult", Parent: InvocationExpressionSyntax get },
            })
        {
            return get;
        }

        return task.FirstAncestorOrSelf<AwaitExpressionSyntax>() is { } wait && wait.Parts().Task == name ? wait : null;
    }
}
