using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.CodeFixes.Checked;

/// <summary>
/// Follows a resource, and what is made of it, through its function, to see whether any of it is still needed when the function
/// is left: returned, stored, waited for by somebody else. Then a using would take it away too early.
/// </summary>
internal sealed class HandOver
{
    private readonly SyntaxNode _function;
    private readonly FixSite _site;
    private readonly Queue<ISymbol> _pending = new();
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);
    private readonly List<SyntaxNode> _exits = [];

    private HandOver(FixSite site) => (_site, _function) = (site, site.Function);

    /// <summary>Where the resource, or something that needs it, leaves the function.</summary>
    public IReadOnlyList<SyntaxNode> Exits => _exits;

    /// <summary>Whether a statement says anything about the resource or about what needs it.</summary>
    public bool Concerns(SyntaxNode statement) => _followed.Any(symbol => statement.Mentions(symbol.Name));

    /// <summary>What else needs the variable's resource.</summary>
    public IEnumerable<ISymbol> Aliases(ISymbol variable) =>
        _followed.Where(symbol => !SymbolEqualityComparer.Default.Equals(symbol, variable));

    /// <summary>Whether something else that needs the variable's resource is spoken of outside of a scope: it may live longer.</summary>
    public bool Outlives(SyntaxNode scope, ILocalSymbol? local = null) =>
        IsNamed(name => !scope.Span.Contains(name.Span) && name.Identifier.ValueText != local?.Name);

    /// <summary>Whether the resource, or something that needs it, is spoken of after a statement.</summary>
    public bool OutlivesStatement(StatementSyntax statement) => IsNamed(name => name.SpanStart > statement.Span.End);

    private bool IsNamed(Func<IdentifierNameSyntax, bool> isWanted) =>
        _followed.Any(symbol => _function.NamesOf(symbol, _site.Model).Any(isWanted));

    public bool IsLeftIn(SyntaxNode statement) => _exits.Exists(exit => statement.Span.Contains(exit.Span));

    public static HandOver Of(ISymbol variable, FixSite site)
    {
        var walk = new HandOver(site);
        walk.Add(variable);
        walk.Run();
        return walk;
    }

    /// <summary>Follows what an expression gives.</summary>
    public static HandOver Of(ExpressionSyntax expression, FixSite site)
    {
        var walk = new HandOver(site);
        if (site.Model.GetOperation(expression, site.Cancellation) is { } operation)
            walk.Follow(operation);
        walk.Run();
        return walk;
    }

    private void Run()
    {
        while (_pending.Count > 0)
        {
            var symbol = _pending.Dequeue();
            foreach (var name in _function.NamesOf(symbol, _site.Model))
                FollowReference(name);
        }
    }

    private void FollowReference(IdentifierNameSyntax name)
    {
        if (_site.Model.GetOperation(name, _site.Cancellation) is { } reference)
        {
            Follow(reference);
            FollowCapture(reference);
        }
        else if (name.Parent is InvocationExpressionSyntax
            && _site.Model.GetOperation(name.Parent, _site.Cancellation) is { } call
            && Derived(call) == Flow.Goes)
        {
            Follow(call);
        }
    }

    private void Add(ISymbol symbol)
    {
        if (_followed.Add(symbol))
            _pending.Enqueue(symbol);
    }

    private void Leaves(IOperation operation) => _exits.Add(operation.Syntax);

    // A function that uses the resource needs it as long as it may be called.
    private void FollowCapture(IOperation reference)
    {
        for (var around = reference.Parent; around is not null && around.Syntax != _function; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation)
                Follow(around);
            else if (around is ILocalFunctionOperation local)
                Add(local.Symbol);
        }
    }

    private void Follow(IOperation value)
    {
        while (value.Parent is { } user)
        {
            switch (Use(value, user))
            {
                case Flow.Ends:
                    return;
                case Flow.Leaves:
                    Leaves(value);
                    return;
                default:
                    value = user;
                    break;
            }
        }
    }

    private Flow Use(IOperation value, IOperation user) => user switch
    {
        IExpressionStatementOperation => value.Type.IsTask() ? Flow.Leaves : Flow.Ends,
        IReturnOperation => IsOwnResult(user) ? Flow.Leaves : Flow.Ends,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => To(declarator.Symbol),
        IArgumentOperation argument => Passed(value, argument),
        IInvocationOperation call => call.Instance == value || call.TargetMethod.MethodKind == MethodKind.LocalFunction
            ? Derived(user)
            : Flow.Goes,
        ISimpleAssignmentOperation assignment => assignment.Value == value ? Assigned(value, assignment.Target) : Flow.Ends,
        ICoalesceAssignmentOperation assignment => assignment.Value == value ? Assigned(value, assignment.Target) : Flow.Ends,
        IDeconstructionAssignmentOperation or IEventAssignmentOperation => Flow.Leaves,
        IEventReferenceOperation => Flow.Ends,
        IMemberReferenceOperation => Derived(user),
        IConditionalAccessOperation access => access.Operation == value ? Derived(user) : Flow.Goes,
        IAwaitOperation => Derived(user),
        IForEachLoopOperation loop => Iterated(loop),
        IIsPatternOperation pattern => Matched(pattern),
        IConditionalOperation choice => choice.Condition == value ? Flow.Ends : Flow.Goes,
        IUsingOperation or IUsingDeclarationOperation or ILockOperation or IThrowOperation => Flow.Ends,
        IBinaryOperation or IIsTypeOperation => Flow.Ends,
        { Type: null } and not (IObjectOrCollectionInitializerOperation or IArrayInitializerOperation) => Flow.Leaves,
        IObjectCreationOperation or IConversionOperation or ITupleOperation or IObjectOrCollectionInitializerOperation
            or IArrayInitializerOperation or IArrayCreationOperation or IAnonymousObjectCreationOperation or IDelegateCreationOperation
            or IParenthesizedOperation or ICoalesceOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation => Flow.Goes,
        _ => Derived(user),
    };

    private static Flow Derived(IOperation result) =>
        result.Type.MayHold() && (result.Type.IsTask() || !Buffers(result)) ? Flow.Goes : Flow.Ends;

    private Flow To(ISymbol symbol)
    {
        Add(symbol);
        return Flow.Ends;
    }

    private Flow Passed(IOperation value, IArgumentOperation argument)
    {
        if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
            return Flow.Leaves;
        if (argument.Parent is not IInvocationOperation call)
            return Flow.Goes;
        if (_site.TakesOver(call.TargetMethod, argument.Parameter) || (value.Type.MayHold() && Keeps(call.TargetMethod.Name)))
            return Held(call.Instance);
        return Derived(call);
    }

    // What keeps the resource needs it. A local collection may still go nowhere.
    private Flow Held(IOperation? keeper)
    {
        while (keeper is IMemberReferenceOperation { Instance: { } instance } and not { Member.IsStatic: true })
            keeper = instance;
        return keeper switch
        {
            ILocalReferenceOperation local => To(local.Local),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } => Flow.Goes,
            _ => Flow.Leaves,
        };
    }

    private Flow Assigned(IOperation value, IOperation target) => target switch
    {
        IDiscardOperation => value.Type.IsTask() ? Flow.Leaves : Flow.Ends,
        ILocalReferenceOperation local => To(local.Local),
        IMemberReferenceOperation => Held(target),
        _ => Flow.Leaves,
    };

    private Flow Iterated(IForEachLoopOperation loop)
    {
        foreach (var variable in loop.Locals.Where(variable => variable.Type.MayHold()))
            Add(variable);
        return Flow.Ends;
    }

    private Flow Matched(IIsPatternOperation pattern)
    {
        foreach (var declared in pattern.Pattern.DescendantsAndSelf())
        {
            if (declared is IDeclarationPatternOperation { DeclaredSymbol: { } variable })
                Add(variable);
            else if (declared is IRecursivePatternOperation { DeclaredSymbol: { } bound })
                Add(bound);
        }

        return Flow.Ends;
    }

    private bool IsOwnResult(IOperation result)
    {
        for (var around = result.Parent; around is not null; around = around.Parent)
        {
            if (around.Syntax == _function)
                return true;
            if (around is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;
        }

        return true;
    }

    private static bool Keeps(string method) =>
        method is "Add" or "TryAdd" or "Push" or "Enqueue" or "Insert" or "Append" or "Register" or "RegisterForDispose"
            or "RegisterForDisposeAsync" or "SetResult" or "TrySetResult" or "TryWrite" or "WriteAsync" or "Return" or "Put";

    // Dapper reads all rows before it returns, unless told not to.
    private static bool Buffers(IOperation result) =>
        Bare(result) is IInvocationOperation { TargetMethod: { Name: "Query" or "QueryAsync", ContainingType.Name: "SqlMapper" } } call
        && call.Arguments.All(argument => argument.Parameter?.Name != "buffered" || argument.Value.ConstantValue is { Value: true });

    private static IOperation Bare(IOperation result) => result switch
    {
        IAwaitOperation { Operation: IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } } => task,
        IAwaitOperation { Operation: var task } => task,
        _ => result,
    };

    private enum Flow
    {
        Goes,
        Ends,
        Leaves,
    }
}
