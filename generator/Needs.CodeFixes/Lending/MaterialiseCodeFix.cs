using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Reads a sequence to its end before it is returned.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MaterialiseCodeFix : LendingCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.LazyResult];

    public override string Title => "Read it into a list";

    // What needs no list of its own because its rows can be buffered has a fix for that.
    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        if (site.Node is not ExpressionSyntax result || Unbuffered.Around([site.Node], site).Any())
            return [];
        var sequences = Sequences(result, site).ToList();
        return sequences.Select(one => Listed([one], site)).Concat(sequences.Count > 1 ? [Listed(sequences, site)] : []);
    }

    // The parts of a result that may be evaluated later.
    private static IEnumerable<ExpressionSyntax> Sequences(ExpressionSyntax result, FixSite site) => result switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => Sequences(inner, site),
        ConditionalExpressionSyntax choice => Sequences(choice.WhenTrue, site).Concat(Sequences(choice.WhenFalse, site)),
        SwitchExpressionSyntax choice => choice.Arms.SelectMany(arm => Sequences(arm.Expression, site)),
        _ when ItemOf(site.Type(result)) is { } item => IsValue(item) ? [result] : [],
        InvocationExpressionSyntax call => call.ArgumentList.Arguments.SelectMany(argument => Sequences(argument.Expression, site)),
        BaseObjectCreationExpressionSyntax creation => Parts(creation).SelectMany(part => Sequences(part, site)),
        TupleExpressionSyntax tuple => tuple.Arguments.SelectMany(argument => Sequences(argument.Expression, site)),
        AnonymousObjectCreationExpressionSyntax members => members.Initializers.SelectMany(member => Sequences(member.Expression, site)),
        AssignmentExpressionSyntax { Right: var value } => Sequences(value, site),
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> Parts(BaseObjectCreationExpressionSyntax creation) =>
        (creation.ArgumentList?.Arguments.Select(argument => argument.Expression) ?? []).Concat(creation.Initializer?.Expressions ?? []);

    private static ITypeSymbol? ItemOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "IEnumerable" or "IQueryable" or "IOrderedEnumerable" or "IOrderedQueryable", TypeArguments: [var item] }
            ? item
            : null;

    // A list of tasks would start them all, and a list of readers would hold one many times.
    private static bool IsValue(ITypeSymbol item) =>
        !item.IsTask() && item.Name is not ("IDataRecord" or "DbDataRecord") && !item.MayBeDisposed();

    private static SyntaxNode Listed(IReadOnlyList<ExpressionSyntax> sequences, FixSite site)
    {
        var wrappers = sequences.Select(Wrapper).OfType<SyntaxNode>().ToList();
        var root = site.Root.ReplaceNodes(sequences.Concat(wrappers), (node, current) => wrappers.Contains(node)
            ? Typed((IdentifierNameSyntax)current, sequences.First(sequence => Wrapper(sequence) == node), site)
            : Listed((ExpressionSyntax)current, IsQueryable((ExpressionSyntax)node, site)));
        return LinqImport.In(root, sequences[0], site);
    }

    // The name of Task.FromResult(sequence), whose task would become one of a list.
    private static IdentifierNameSyntax? Wrapper(ExpressionSyntax sequence) =>
        sequence.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && Calls.NameOf(call) == "FromResult"
            ? (call.Expression as MemberAccessExpressionSyntax)?.Name as IdentifierNameSyntax
            : null;

    private static SimpleNameSyntax Typed(IdentifierNameSyntax name, ExpressionSyntax sequence, FixSite site) =>
        SyntaxFactory.GenericName(name.Identifier.WithTrailingTrivia()).WithTypeArgumentList(
            SyntaxFactory.TypeArgumentList([SyntaxFactory.ParseTypeName(site.Type(sequence)!.NameAt(sequence, site))]));

    private static ExpressionSyntax Listed(ExpressionSyntax sequence, bool isQueryable)
    {
        if (!isQueryable)
        {
            // The clauses of a query stand below each other.
            var list = sequence.Then(".ToList()");
            return sequence is QueryExpressionSyntax ? list.WithAdditionalAnnotations(Formatter.Annotation) : list;
        }

        var inner = sequence is InvocationExpressionSyntax call && Calls.NameOf(call) == "AsQueryable" ? call.Receiver() : null;
        return (inner ?? sequence).WithTriviaFrom(sequence).Then(".ToList().AsQueryable()");
    }

    private static bool IsQueryable(ExpressionSyntax sequence, FixSite site) =>
        site.Model.GetTypeInfo(sequence, site.Cancellation).ConvertedType is { Name: "IQueryable" };
}
