using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>A parameter or variable that holds a connection, and what its function does with it.</summary>
internal sealed class Connection
{
    private readonly FixSite _site;
    private readonly HandOver _uses;
    private readonly Lazy<IReadOnlyList<string>> _borrowers;

    private Connection(ISymbol symbol, ITypeSymbol type, FixSite site)
    {
        (Symbol, Type, _site, _uses) = (symbol, type, site, HandOver.Of(symbol, site));
        _borrowers = new Lazy<IReadOnlyList<string>>(() => [.. Borrowers().Distinct()]);
    }

    public ISymbol Symbol { get; }

    public ITypeSymbol Type { get; }

    public bool IsAsync => Inherits(Type, "DbConnection");

    /// <summary>The connection that the report names, if it is one of the function's own.</summary>
    public static Connection? Of(FixSite site)
    {
        if (!site.Diagnostic.Properties.TryGetValue("Name", out var name) || string.IsNullOrEmpty(name))
            return null;
        var symbol = site.Model.LookupSymbols(site.Node.SpanStart, name: name)
            .FirstOrDefault(one => one is ILocalSymbol or IParameterSymbol);
        var type = (symbol as ILocalSymbol)?.Type ?? (symbol as IParameterSymbol)?.Type;
        return type is not null && Is(type, "IDbConnection") && IsOwn(symbol!, site) ? new Connection(symbol!, type, site) : null;
    }

    /// <summary>Whether a node says anything about the connection or what needs it.</summary>
    public bool Concerns(SyntaxNode node) => _uses.Concerns(node);

    /// <summary>Whether a node says anything about an object that one of its methods gave the connection to, and that may have kept it.</summary>
    public bool ConcernsBorrower(SyntaxNode node) => _borrowers.Value.Any(node.Mentions);

    /// <summary>Whether it is needed by nothing but what the function names: not by a running task or a result.</summary>
    public bool StaysInside => _uses.Exits.Count == 0;

    /// <summary>Whether an open reader, or a transaction that is not at its end, can be spoken of at a statement.</summary>
    public bool IsBusyAt(StatementSyntax statement) =>
        IsLentInTransaction || _uses.Aliases(Symbol).OfType<ILocalSymbol>().Any(alias => IsVisible(alias, statement) && IsBusy(alias, statement));

    /// <summary>Whether a variable's value is made of the connection.</summary>
    public bool IsMadeOfIt(ISymbol variable) => _uses.Aliases(Symbol).Contains(variable, SymbolEqualityComparer.Default);

    // What stands before the dot of calls that are given the connection, or something made of it.
    private IEnumerable<string> Borrowers() =>
        from argument in _site.Function.DescendantNodes().OfType<ArgumentSyntax>()
        where argument.Expression is IdentifierNameSyntax && Concerns(argument)
        let receiver = (argument.Parent?.Parent as InvocationExpressionSyntax)?.Receiver()
        where receiver is not null && !Concerns(receiver)
        from name in receiver.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
        where _site.Model.GetSymbolInfo(name, _site.Cancellation).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol
        select name.Identifier.ValueText;

    // The loan ends with a commit, be the transaction a parameter or not.
    private bool IsLentInTransaction =>
        Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol method }
        && (method.Parameters.Any(one => Is(one.Type, "IDbTransaction"))
            || method.GetAttributes().Concat(method.Parameters.SelectMany(one => one.GetAttributes())).Any(AsksForTransaction));

    private static bool AsksForTransaction(AttributeData attribute) =>
        attribute.AttributeClass?.Name == "NeedsDbAttribute"
        && attribute.NamedArguments.Any(argument => argument is { Key: "Transaction", Value.Value: true });

    private bool IsVisible(ILocalSymbol alias, StatementSyntax statement) =>
        _site.Model.LookupSymbols(statement.SpanStart, name: alias.Name).Contains(alias, SymbolEqualityComparer.Default);

    private static bool IsBusy(ILocalSymbol alias, StatementSyntax statement) =>
        Is(alias.Type, "IDataReader") || (Is(alias.Type, "IDbTransaction") && !Before(statement).Any(one => Ends(one, alias)));

    private static bool Ends(StatementSyntax statement, ILocalSymbol transaction) =>
        statement is ExpressionStatementSyntax
        && statement.DescendantNodes().OfType<InvocationExpressionSyntax>().FirstOrDefault() is { } call
        && Calls.NameOf(call) is "Commit" or "CommitAsync" or "Rollback" or "RollbackAsync"
        && statement.Mentions(transaction.Name);

    // The statements that have run for sure when this one does.
    private static IEnumerable<StatementSyntax> Before(StatementSyntax statement) =>
        from outer in statement.AncestorsAndSelf().OfType<StatementSyntax>()
        let owner = StatementLists.OwnerOf(outer)
        where owner is not null
        from earlier in StatementLists.In(owner).TakeWhile(one => one != outer)
        select earlier;

    private static bool IsOwn(ISymbol symbol, FixSite site) =>
        symbol.DeclaringSyntaxReferences is [var reference]
        && reference.GetSyntax(site.Cancellation).Ancestors().Contains(site.Function);

    private static bool Is(ITypeSymbol type, string name) =>
        type.AllInterfaces.OfType<ITypeSymbol>().Append(type).Any(one => one.Name == name && one.ContainingNamespace.ToDisplayString() == "System.Data");

    private static bool Inherits(ITypeSymbol? type, string name) => type is not null && (type.Name == name || Inherits(type.BaseType, name));
}
