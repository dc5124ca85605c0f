using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Operations: tasks that were started and not awaited yet, and what they need while they run.</summary>
internal sealed partial class Interpreter
{
    /// <summary>The slot of what an operation needs while it runs.</summary>
    private const string Needs = "needs";

    /// <summary>The slot of what awaiting an operation gives.</summary>
    private const string Result = "awaited";

    /// <summary>The slot of the operations that an operation waits for.</summary>
    private const string Parts = "parts";

    private readonly Dictionary<Entity, SyntaxNode> _startedAt = [];

    /// <summary>What callees run at times of their own.</summary>
    private readonly HashSet<Entity> _staying = [];

    /// <summary>What a call gives, now that it is known what it runs: an operation, unless it is awaited at once.</summary>
    private Value? Started(IInvocationOperation call, Value? value)
    {
        if (_used is null && _parts is null)
        {
            CheckWait(call);
            return value;
        }

        if (!DatabaseTypes.IsAwaitable(call.Type))
        {
            // Who is given a task and gives none waits for it, unless the name says that nobody does.
            var isForgotten = LendingTable.Forgets(call.TargetMethod);
            foreach (var part in _parts ?? [])
                _world[part] = isForgotten ? State.Open : State.Absent;
            return value;
        }

        // What the new task waits for runs on.
        if (!IsAwaitedHere(call))
        {
            foreach (var part in _parts ?? [])
                _world[part] = State.Open;
        }

        if (IsNestedTask(call.Type))
        {
            var inner = Start(call, value, ordinal: 1);
            (_used, _parts) = (null, null);
            return Start(call, inner, ordinal: 2);
        }

        if (!IsAwaitedHere(call))
            return Start(call, value, ordinal: 1);

        foreach (var part in _parts ?? [])
            Awaited(part.Reference);
        return value;
    }

    /// <summary>Tasks that a callee is given: it waits for them before it goes on, or its own task does.</summary>
    private void HandOver(Value? receiver, Value?[] arguments)
    {
        foreach (var operation in arguments.Append(receiver).SelectMany(Operations).Where(operation => _world[operation] == State.Open).ToArray())
        {
            (_parts ??= []).Add(operation);
            _world[operation] = State.Absent;
        }
    }

    private Reference Start(IOperation site, Value? result, int ordinal)
    {
        var operation = Make(site, EntityKind.Operation, TrackedKind.None, type: null, ordinal);
        _world[operation] = State.Open;
        Value? needs = null;
        foreach (var used in _used ?? [])
            needs = Together(needs, used.Reference);
        Value? parts = null;
        foreach (var part in _parts ?? [])
            parts = Together(parts, part.Reference);
        SetLink(operation, Needs, needs);
        SetLink(operation, Parts, parts);
        SetLink(operation, Result, result);
        return operation.Reference;
    }

    /// <summary>Starts what nobody can wait for.</summary>
    private void Stay(IOperation call, Body body, Use use, Value? needs)
    {
        var operation = ((Reference)StartWith(call, needs, ordinal: 3)).Entity;
        _staying.Add(operation);
        if (body.Method is { MethodKind: MethodKind.AnonymousFunction } && FirstMention(use.Input, body.Graph.OriginalOperation.Syntax) is { } mention)
            _startedAt[operation] = mention;
    }

    private Value StartWith(IOperation call, Value? needs, int ordinal)
    {
        var (used, parts) = (_used, _parts);
        (_used, _parts) = ([.. EntitiesOf(needs)], null);
        var operation = Start(call, result: null, ordinal);
        (_used, _parts) = (used, parts);
        return operation;
    }

    /// <summary>The first name in a lambda by which it comes to something.</summary>
    private static SyntaxNode? FirstMention(InputPath path, SyntaxNode lambda)
    {
        while (path.Owner is { IsThis: false } owner)
            path = owner;
        return path.Member is null ? null : Mention(lambda, path.Member.Name);
    }

    private static IdentifierNameSyntax? Mention(SyntaxNode syntax, string name) =>
        syntax.DescendantNodes().OfType<IdentifierNameSyntax>().FirstOrDefault(identifier => identifier.Identifier.ValueText == name);

    /// <summary>What awaiting gives. What is awaited has ended.</summary>
    private Value? Awaited(Value? value) => Awaited(value, depth: 0);

    private Value? Awaited(Value? value, int depth)
    {
        if (depth > MaxInputDepth)
            return null;

        switch (value)
        {
            case Reference { Entity: { Kind: EntityKind.Operation } operation }:
                var result = Link(operation, Result);
                if (_world[operation] == State.Open)
                {
                    _world[operation] = State.Absent;
                    Awaited(Link(operation, Parts), depth + 1);
                }

                return result;
            case Reference { Entity: { Kind: EntityKind.Object } collection } when Link(collection, Items) is { } items && EntitiesOf(items).Any(item => item.Kind == EntityKind.Operation):
                Awaited(items, depth + 1);
                return null;
            case Several { IsTuple: false } several:
                Value? results = null;
                foreach (var item in several.Items)
                    results = Together(results, Awaited(item, depth + 1));
                return results;
            default:
                return value;
        }
    }

    /// <summary>Whether an await may give up before its task has ended.</summary>
    private bool IsTimed(IOperation awaited)
    {
        awaited = Unconverted(awaited);
        while (awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } inner })
            awaited = Unconverted(inner);
        return awaited is IInvocationOperation { TargetMethod.Name: "WaitAsync", Instance.Type: var type } && DatabaseTypes.IsAwaitable(type);
    }

    /// <summary>Whether an operation is the one that ended first: if so, it has ended.</summary>
    private Constant? IsFirst(Value? first, Value? operation)
    {
        if (first is not FirstOf several || operation is not Reference { Entity: var asked } || !several.Operations.Contains(asked))
            return null;
        if (_choices.Choose(2) == 1)
            return Constant.False;

        Awaited(operation);
        return Constant.True;
    }

    /// <summary>An operation that may run now and needs a connection.</summary>
    private Entity? RunningOn(Entity needed) =>
        Running().FirstOrDefault(operation => !_staying.Contains(operation) && EntitiesOf(Link(operation, Needs)).Contains(needed));

    /// <summary>What is released under an operation that runs: by a block that is left with the task in hand.</summary>
    private void CheckBusyRelease(Entity released)
    {
        if (_world.Thrown is not null || !_interest.IsRoot || RunningOn(released) is not { } running)
            return;

        if (IsHandler && Operations(_world[_resultSlot]).Contains(running) && _world.Exit is { } exit)
            Note(MisuseKind.Lazy, exit, SessionOf(released) ?? released, running.Site!.Syntax.GetLocation(), "what is returned still runs when that is disposed");
        else if (released.Tracked is TrackedKind.Connection or TrackedKind.Reader)
            Note(MisuseKind.AfterRelease, CalleePart(running.Site!), released, _releasedAt.TryGetValue(released, out var at) ? at.GetLocation() : null);
    }

    private IEnumerable<Entity> Operations(Value? value) => OperationsIn(value, depth: 0);

    // A collection may hold itself.
    private IEnumerable<Entity> OperationsIn(Value? value, int depth) => depth > MaxInputDepth ? [] : EntitiesOf(value).SelectMany(entity =>
        entity.Kind == EntityKind.Operation ? OperationsIn(Link(entity, Parts), depth + 1).Append(entity)
        : entity.Kind == EntityKind.Object && Link(entity, Items) is { } items ? OperationsIn(items, depth + 1)
        : []);

    /// <summary>Calls of tasks, threads and the like.</summary>
    private (bool IsDone, Value? Result) EvalTaskCall(IInvocationOperation call, Value? receiver, Value?[] arguments)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "FromResult" when arguments is [null or Constant]:
                return (true, SomeObject.Instance);
            case "WhenAny" when IsTask(method):
                EvalManyAtOnce(call, arguments);
                return (true, new FirstOf([.. arguments.SelectMany(Operations)]));
            case "WhenAll" when IsTask(method):
                return (true, EvalManyAtOnce(call, arguments) ?? (arguments.Length == 1 ? arguments[0] : null));
            case "WhenEach" when IsTask(method):
                EvalManyAtOnce(call, arguments);
                foreach (var argument in arguments)
                    Awaited(argument);
                return (true, SomeObject.Instance);
            case "WaitAll" when IsTask(method):
                EvalManyAtOnce(call, arguments);
                foreach (var argument in arguments)
                    Awaited(argument);
                return (true, null);
            case "Wait" when DatabaseTypes.IsAwaitable(call.Instance?.Type) && method.ReturnType.SpecialType == SpecialType.System_Boolean && _choices.Choose(2) == 1:
                return (true, Constant.False);
            case "Wait" when DatabaseTypes.IsAwaitable(call.Instance?.Type) && method.ReturnType.SpecialType == SpecialType.System_Boolean:
                Awaited(receiver);
                return (true, Constant.True);
            case "Wait" when DatabaseTypes.IsAwaitable(call.Instance?.Type):
            case "GetResult" when receiver is Reference { Entity.Kind: EntityKind.Operation }:
            case "Join" when receiver is Reference { Entity.Kind: EntityKind.Operation }:
                return (true, Awaited(receiver));
            case "Dispose" or "DisposeAsync" when receiver is Reference { Entity.Kind: EntityKind.Operation }:
                Awaited(receiver);
                return (true, null);
            case "Unwrap" when arguments is [Reference { Entity: { Kind: EntityKind.Operation } outer }, ..]:
                _world[outer] = State.Absent;
                return (true, Link(outer, Result));
            case "Dispose" or "DisposeAsync" when receiver is Reference { Entity: { Kind: EntityKind.Object, Tracked: TrackedKind.Command } command }:
                CheckBusyRelease(command);
                return (false, null);
            case "ContinueWith" when receiver is Reference { Entity: { Kind: EntityKind.Operation } before }:
                // It runs when the one before has ended, and stands for both.
                foreach (var needed in EntitiesOf(Link(before, Needs)))
                    AddUsed(needed);
                Awaited(receiver);
                return (false, null);
        }

        if (LendingTable.IsParallel(method))
        {
            EvalParallel(call, arguments);
            return (true, null);
        }

        if (method.Name == "ForEach" && Array.Find(arguments, argument => argument is Callable { Method.IsAsync: true }) is Callable each)
            RunMany(each, call);
        if (LendingTable.LeavesRunning(method))
        {
            foreach (var callable in arguments.OfType<Callable>())
                LeaveRunning(call, callable);
            foreach (var state in arguments.Where(argument => argument is Reference && FindSession(argument) is not null))
                StartWith(call, state, ordinal: 8);
            return (true, null);
        }

        return (false, null);
    }

    private static bool IsTask(IMethodSymbol method) => method.ContainingType is { Name: "Task", ContainingNamespace.Name: "Tasks" };

    /// <summary>A callback that another thread runs from now on.</summary>
    private Reference? LeaveRunning(IOperation call, Callable callable)
    {
        var needs = NeedsOf(callable).Distinct().ToArray();
        Value? all = null;
        foreach (var need in needs)
            all = Together(all, need);
        if (all is null)
            return null;

        foreach (var need in needs)
            Use(need, CalleePart(call), UseNeeds.InTurn);
        var operation = (Reference)StartWith(call, all, ordinal: 4);
        if (call.Type?.Name == "Timer" && !IsHandler)
            _staying.Add(operation.Entity);
        return operation;
    }

    /// <summary>Several callbacks that run at once, or one that is run many times at once.</summary>
    private void EvalParallel(IInvocationOperation call, Value?[] arguments)
    {
        if (IsOneAtATime(call.Syntax))
            return;

        var callables = arguments.SelectMany(argument => argument is Reference { Entity: { Kind: EntityKind.Object } collection } ? Flat(Link(collection, Items)) : [argument])
            .OfType<Callable>().ToArray();
        if (call.TargetMethod.Name != "Invoke")
        {
            foreach (var callable in callables)
                RunMany(callable, call);
            return;
        }

        var seen = new HashSet<Entity>();
        foreach (var callable in callables)
        {
            var frame = FrameOf(callable);
            var own = new HashSet<Entity>();
            foreach (var use in UsesOf(callable))
            {
                foreach (var session in EntitiesOf(frame.Resolve(use.Input)).Select(entity => SessionOf(entity)).OfType<Entity>())
                {
                    if (seen.Contains(session) && (use.Needs & UseNeeds.InTurn) == 0)
                        Note(MisuseKind.Concurrent, SiteIn(callable, use, call), session, CalleePart(call).GetLocation());
                    own.Add(session);
                }
            }

            seen.UnionWith(own);
        }
    }

    private static bool IsOneAtATime(SyntaxNode call) =>
        call.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && member.DescendantNodes().Any(node =>
            node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "MaxDegreeOfParallelism" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MaxDegreeOfParallelism" }, Right: LiteralExpressionSyntax { Token.Value: 1 } });

    private static IEnumerable<Value?> Flat(Value? value) => value is Several several ? several.Items : [value];

    /// <summary>Sequences that are run to their end at once.</summary>
    /// <returns>What they start.</returns>
    private Value? EvalManyAtOnce(IInvocationOperation call, Value?[] arguments)
    {
        Value? started = null;
        foreach (var deferred in arguments.OfType<Deferred>())
            started = Together(started, RunSources(deferred, call));
        return started;
    }

    /// <summary>One callback is started many times, before the first has ended.</summary>
    private void RunMany(Callable callable, IOperation call)
    {
        var frame = FrameOf(callable);
        foreach (var use in UsesOf(callable))
        {
            foreach (var entity in EntitiesOf(frame.Resolve(use.Input)))
            {
                if (SessionOf(entity) is not { } session)
                    continue;

                if ((use.Needs & UseNeeds.InTurn) == 0)
                    Note(MisuseKind.Concurrent, SiteIn(callable, use, call), session, SiteIn(callable, use, call).GetLocation());
                AddUsed(session);
                Export(entity.IsInput ? entity : session, CalleePart(call), use.Needs);
            }
        }
    }

    // What stands in another method is shown where it is called.
    private static SyntaxNode SiteIn(Callable callable, Use use, IOperation call) =>
        callable.Lambda is not null || callable.Method.MethodKind == MethodKind.LocalFunction ? use.Site : CalleePart(call);

    private static bool IsNestedTask(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Arity: 1 } task && DatabaseTypes.IsAwaitable(task) && DatabaseTypes.IsAwaitable(task.TypeArguments[0]);

    /// <summary>Whether a call's task is awaited where it is made.</summary>
    private static bool IsAwaitedHere(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IAwaitOperation:
                    return true;
                case IConversionOperation or IArgumentOperation:
                    continue;
                case IPropertyReferenceOperation property:
                    return property.Property.Name == "Result";
                case IInvocationOperation { TargetMethod.Name: "GetResult" or "Wait" }:
                    return true;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" or "Preserve" }:
                case IInvocationOperation extension when IsOfTask(extension):
                    continue;
                default:
                    return false;
            }
        }

        return false;
    }
}
