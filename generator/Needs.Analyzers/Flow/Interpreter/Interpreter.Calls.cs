using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Calls: by the tables, by the body of the callee, by its name, else as a loan.</summary>
internal sealed partial class Interpreter
{
    private readonly HashSet<IOperation> _evaluatedBySummary = [];
    private readonly Dictionary<IOperation, bool> _mayChoose = [];

    /// <summary>The bodies of lambdas and local functions.</summary>
    private readonly Dictionary<IMethodSymbol, Body> _functions = new(SymbolEqualityComparer.Default);

    /// <summary>Whether evaluating an operation can come across several ways to go.</summary>
    private bool MayChoose(IOperation operation)
    {
        if (!_mayChoose.TryGetValue(operation, out var result))
        {
            result = operation.DescendantsAndSelf().Any(part => part switch
            {
                IInvocationOperation call => call.TargetMethod.IsInSource() || call.TargetMethod.MethodKind is MethodKind.DelegateInvoke
                    || call.TargetMethod.Name is "CompareExchange" or "Wait" || call.Arguments.Any(argument => argument.Value.Type?.TypeKind == TypeKind.Delegate)
                    || CallTable.IsDispose(call.TargetMethod),
                IConversionOperation conversion => conversion.IsTryCast,
                IRecursivePatternOperation => true,
                IBinaryOperation { LeftOperand: var compared } => DatabaseTypes.IsAwaitable(Unconverted(compared).Type),
                IFlowAnonymousFunctionOperation or IMethodReferenceOperation => true,
                IObjectCreationOperation creation => creation.Type?.IsInSource() == true,
                IPropertyReferenceOperation property => property.Property.IsInSource() || property.Property.Name is "State" or "IsClosed" or "IsCompleted" or "IsCompletedSuccessfully",

                // A delegate that is handed out is run once.
                _ => part == operation && part.Type?.TypeKind == TypeKind.Delegate,
            });
            _mayChoose.Add(operation, result);
        }

        return result;
    }

    private Value? EvalInvocation(IInvocationOperation call) => FollowsUses ? EvalUse(call) : EvalCall(call);

    private Value? EvalCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var receiver = Eval(call.Instance);
        var arguments = EvalArguments(call.Arguments, method.Parameters.Length);
        if (_isDead)
            return null;

        // What was called on is not null.
        if (receiver is Reference { Entity: { IsInput: true } input })
            Learn(_world, input, State.NotNull);
        if (FollowsUses && EvalUse(call, receiver, arguments) is (true, var used))
            return used;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return receiver is Callable callable ? Invoke(call, callable, arguments) : EvalUnknownDelegate(call, arguments);

        if (FilterOf(call) is { } filter)
            return filter;

        var target = receiver ?? (call.Instance is null ? arguments.FirstOrDefault() : null);
        switch (_analysis.Calls.KindOf(method))
        {
            case CallKind.Harmless:
                return method.Name is "MoveNext" or "MoveNextAsync" ? FirstTime(target, call) : null;
            case CallKind.Throw:
                MayThrow(call);
                _isDead = true;
                return null;
            case CallKind.Query:
                MayThrowHere(call);
                return method.Name is "Clone" or "CloneWith" ? EvalCreate(call, method.ReturnType) : null;
            case CallKind.Acquire:
                return EvalAcquire(call, target, arguments);
            case CallKind.Create:
                return EvalCreate(call, method.ReturnType);
            case CallKind.Open:
                MayThrowHere(call);
                Open(receiver, call);
                return null;
            case CallKind.Release:
                if (method.Name is "Commit" or "CommitAsync")
                    MayThrowAfterRelease(call, receiver);
                Dispose(call, receiver);
                return null;
            case CallKind.TakeOver:
                EscapeAll(call, arguments);
                return null;
            case CallKind.Same:
                if (Matters(target))
                    EvalCallbacks(call, method, target, arguments);
                return EvalSame(method, target);
            case CallKind.Command:
                return EvalCommand(call, method.ReturnType, _analysis.Types.IsConnection(call.Instance?.Type) ? receiver : null);
            case CallKind.Item:
                return ItemsOf(target);
            case CallKind.Add:
                LendCallables(call, arguments);
                for (var i = 0; i < arguments.Length; i++)
                {
                    if (!FollowsUses || LendingTable.Keeps(method, method.Parameters[i]))
                        AddItem(target, arguments[i]);
                }

                return null;
            default:
                return EvalOther(call, method, receiver, arguments);
        }
    }

    /// <summary>A catch block's filter for what no program can go on after: all else is caught.</summary>
    private Constant? FilterOf(IInvocationOperation call)
    {
        if (_node.Block.EnclosingRegion.Kind != ControlFlowRegionKind.Filter && _node.Block.EnclosingRegion.EnclosingRegion?.Kind != ControlFlowRegionKind.Filter)
            return null;

        var name = call.TargetMethod.Name;
        return name.Contains("Catchable") || name.Contains("NonFatal") || name.Contains("NonCritical") ? Constant.True
            : name.Contains("Fatal") || name.Contains("Critical") ? Constant.False
            : null;
    }

    private Value?[] EvalArguments(ImmutableArray<IArgumentOperation> arguments, int count)
    {
        var values = new Value?[count];
        foreach (var argument in arguments)
        {
            var value = Eval(argument.Value);
            if (argument.Parameter is { } parameter && parameter.Ordinal < count)
                values[parameter.Ordinal] = value;
        }

        return values;
    }

    private Value? EvalOther(IInvocationOperation call, IMethodSymbol method, Value? receiver, Value?[] arguments)
    {
        if (CallTable.IsDispose(method) && EntitiesOf(receiver).Any(disposed =>
            disposed.Kind is EntityKind.Resource or EntityKind.Unknown || disposed.Tracked != TrackedKind.None || !method.IsInSource() && !disposed.IsThis))
        {
            Dispose(call, receiver);
            return null;
        }

        if (method.Name == "HasFlag" && receiver is StateOf { Connection: var asked } && arguments[0] is Constant { Content: int flag })
            return ConnectionState(asked, flag);

        // The continuation is given the task, and what it carries.
        if (method.Name == "ContinueWith")
            Escape(receiver);
        if (method is { Name: "ReferenceEquals", Parameters.Length: 2 } or { Name: "Equals", IsStatic: true, Parameters.Length: 2 })
            return Equality(arguments[0], arguments[1]);
        if (EvalInterlocked(call, method, arguments) is (true, var exchanged))
            return exchanged;

        if (method.MethodKind == MethodKind.Constructor && receiver is Reference { Entity: var built })
            StorePrimaryParameters(built, method.ContainingType, method, arguments);

        for (var i = 0; i < arguments.Length; i++)
        {
            if (Matters(arguments[i]) && _analysis.Names.Releases(method.OriginalDefinition.Parameters[i]))
                Escape(arguments[i]);
        }

        var actual = Resolve(method, receiver, call.IsVirtual);
        if (MatterTo(actual, receiver, arguments) && BodyOf(actual) is { } body)
        {
            var self = actual.MethodKind == MethodKind.LocalFunction ? ThisIfAny() : receiver;
            if (FollowsUses)
            {
                HandOver(receiver, arguments);
                EvalCallbacks(call, method, receiver, arguments);
            }

            var result = Call(call, body, self, arguments, actual, out var known);
            if (known)
            {
                var callback = FollowsUses ? null : EvalCallbacks(call, method, receiver, arguments);
                return result ?? callback;
            }
        }

        if ((IsThrowHelper(actual) || FollowsUses && AlwaysThrows(actual)) && actual.IsInSource())
        {
            MayThrow(call);
            _isDead = true;
            return null;
        }

        return EvalUnknown(call, method, receiver, arguments);
    }

    private Value? EvalUnknown(IInvocationOperation call, IMethodSymbol method, Value? receiver, Value?[] arguments)
    {
        var callback = EvalCallbacks(call, method, receiver, arguments);
        if (FollowsUses)
            UseByUnknown(call, method, receiver, arguments);
        if (method.ContainingNamespace.IsWithin("System.Collections"))
            return EvalCollectionCall(call, receiver, arguments);

        var kind = _analysis.Calls.ByName(method);
        for (var i = 0; i < arguments.Length; i++)
        {
            // A method that is given a list, or asks for something to dispose, may do so.
            if (kind == CallKind.TakeOver
                || arguments[i] is Reference { Entity: { Kind: EntityKind.Object, Tracked: TrackedKind.None } }
                    && method.Parameters[i].Type is not IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Object }
                || TypeExtensions.IsDisposableInterface(method.OriginalDefinition.Parameters[i].Type)
                || _analysis.Names.Releases(method.OriginalDefinition.Parameters[i]))
            {
                Escape(arguments[i]);
            }
        }

        if (method.MethodKind != MethodKind.Constructor && (arguments.Any(LeadsToOpenResource) || LeadsToOpenResource(receiver)))
            MayThrowHere(call);
        ForgetOutArguments(call);
        switch (kind)
        {
            case CallKind.Acquire:
                return EvalAcquire(call, receiver, arguments);
            case CallKind.Create:
                return EvalCreate(call, method.ReturnType);
            default:
                return callback ?? GivesWithin(method.ReturnType, arguments) ?? (FollowsUses ? MadeByUnknown(method, receiver, arguments) : null);
        }
    }

    /// <summary>A collection's method that no table knows: it may keep what it is given, and gives what the collection holds.</summary>
    private Value? EvalCollectionCall(IInvocationOperation call, Value? receiver, Value?[] arguments)
    {
        var gives = false;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Out)
            {
                Assign(argument.Value, ItemsOf(receiver), call);
                gives = true;
            }
        }

        foreach (var argument in arguments)
        {
            if (argument is Reference { Entity.IsFresh: true } or Several)
                AddItem(receiver, argument);
        }

        return gives && receiver is Reference { Entity.Kind: EntityKind.Object } ? FirstTime(receiver, call) : null;
    }

    /// <summary>A call throws, unless it gives a task: then it is the task that fails, where it is awaited.</summary>
    private void MayThrowHere(IInvocationOperation call)
    {
        if (DatabaseTypes.IsAwaitable(call.Type) && !IsAwaited(call))
            return;
        MayThrow(call);
    }

    // An extension that configures how a task is awaited.
    private static bool IsOfTask(IInvocationOperation call) =>
        call.TargetMethod.IsExtensionMethod && DatabaseTypes.IsAwaitable(call.Type) && DatabaseTypes.IsAwaitable(call.Arguments.FirstOrDefault()?.Value.Type);

    private static bool IsAwaited(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IAwaitOperation:
                case IFlowCaptureOperation:
                    return true;
                case IConversionOperation or IArgumentOperation:
                    continue;
                case IPropertyReferenceOperation property:
                    return property.Property.Name == "Result";
                case IInvocationOperation extension when IsOfTask(extension):
                    continue;
                case IInvocationOperation { TargetMethod.Name: "GetResult" or "Wait" }:
                    return true;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" or "WaitAsync" or "Preserve" }:
                    continue;
                default:
                    return false;
            }
        }

        return false;
    }

    private void ForgetOutArguments(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.RefKind is RefKind.Out)
                Assign(argument.Value, null, call);
        }
    }

    /// <summary>Whether the body of a callee can change anything here.</summary>
    private bool MatterTo(IMethodSymbol method, Value? receiver, Value?[] arguments) =>
        method.MethodKind == MethodKind.LocalFunction
        || method.IsStatic && _marks.Count > 0
        || _analysis.Types.MayGive(method)
        || method.Parameters.Any(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref && _analysis.Types.MayHold(parameter.Type))
        || Matters(receiver)
        || receiver is Reference { Entity: { Kind: EntityKind.Object, Type: { } made } } && _analysis.Types.Carries(made)
        || arguments.Any(Matters);

    /// <summary>Whether a value is or holds a resource of this body, or something that the caller asks for.</summary>
    private bool Matters(Value? value) => Matters(value, depth: 0);

    private bool Matters(Value? value, int depth) => depth < 4 && value switch
    {
        Reference { Entity: var entity } => entity.IsFresh && (FollowsUses || _world[entity] is State.Open or State.Created)
            || entity.Kind == EntityKind.Operation
            || entity.IsInput && entity.Type is { } type && (FollowsUses ? _analysis.Types.LeadsToUses(type) : entity.IsThis || _analysis.Types.CanLeadTo(type))
                && _interest.Includes(entity, _body.Method)
            || HoldsWhatMatters(entity, depth),
        Several several => several.Items.Any(item => Matters(item, depth + 1)),
        Deferred => true,
        Callable { Receiver: { } receiver } => Matters(receiver, depth + 1),
        Callable callable => FollowsUses && !UsesOf(callable).IsEmpty,
        _ => false,
    };

    private bool HoldsWhatMatters(Entity entity, int depth)
    {
        if (entity.Kind is not (EntityKind.Object or EntityKind.Input))
            return false;

        foreach (var slot in _slots.MembersOf(entity))
        {
            // An input's own members matter if it does, which was asked already.
            if (_world[slot] is { } held && (entity.Kind == EntityKind.Object || held is Reference { Entity.IsInput: false })
                && Matters(held, depth + 1))
            {
                return true;
            }
        }

        return false;
    }

    private bool LeadsToOpenResource(Value? value) => EntitiesOf(value).Any(entity =>
        entity.IsFresh && _world[entity] == State.Open
        || entity.Tracked is TrackedKind.Command or TrackedKind.Transaction or TrackedKind.Reader && Link(entity, Parent) is Reference { Entity: { IsFresh: true } parent } && _world[parent] == State.Open);

    private void MayThrowAfterRelease(IOperation call, Value? released)
    {
        var before = _world;
        _world = before.Clone();
        Release(released);
        MayThrow(call);
        _world = before;
    }

    private Value? EvalAcquire(IInvocationOperation call, Value? source, Value?[] arguments)
    {
        // Of a connection that is a double.
        if (source == SomeObject.Instance && _analysis.Types.KindOf(call.Instance?.Type) != TrackedKind.None)
            return source;

        MayThrowHere(call);
        var type = DatabaseTypes.Unwrapped(call.TargetMethod.ReturnType);
        var kind = _analysis.Types.KindOf(type);
        if (!kind.IsResource())
        {
            // The user's own acquiring method, of a type that nothing else is known of.
            if (type is null || type.SpecialType == SpecialType.System_Void)
                return null;
            kind = TrackedKind.Resource;
        }

        var parent = kind == TrackedKind.Connection ? null
            : source is Reference { Entity: { Tracked: TrackedKind.Command } command } ? Link(command, Parent)
            : source;
        var acquired = Acquire(call, kind, type, State.Open, parent);
        if (kind == TrackedKind.Reader && parent is not null && ClosesConnection(call, arguments))
            SetLink(acquired.Entity, Owned, parent);
        return acquired;
    }

    // CommandBehavior.CloseConnection is 32.
    private static bool ClosesConnection(IInvocationOperation call, Value?[] arguments)
    {
        foreach (var parameter in call.TargetMethod.Parameters)
        {
            if (parameter.Type.Name == "CommandBehavior" && arguments[parameter.Ordinal] is Constant { Content: int behaviour } && (behaviour & 32) != 0)
                return true;
        }

        return false;
    }

    private Value? EvalCreate(IOperation site, ITypeSymbol? type)
    {
        type = DatabaseTypes.Unwrapped(type);
        var kind = _analysis.Types.KindOf(type);
        return kind == TrackedKind.Connection ? Acquire(site, kind, type, State.Created, parent: null)
            : kind == TrackedKind.Context ? MakeObject(site, kind, type).Reference
            : null;
    }

    private Reference EvalCommand(IOperation site, ITypeSymbol? type, Value? connection)
    {
        var command = MakeObject(site, TrackedKind.Command, type);
        SetLink(command, Parent, connection);
        return command.Reference;
    }

    // A sum of what a collection holds, or a list of names, is not the collection.
    private Value? EvalSame(IMethodSymbol method, Value? target) =>
        !method.ContainingNamespace.IsWithin("System.Linq") || _analysis.Types.CanLeadTo(method.ReturnType) ? target : null;

    private (bool IsOne, Value? Result) EvalInterlocked(IInvocationOperation call, IMethodSymbol method, Value?[] arguments)
    {
        if (method.ContainingType is not { Name: "Interlocked" or "Volatile", ContainingNamespace.Name: "Threading" })
            return (false, null);

        var place = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
        switch (method.Name)
        {
            case "Exchange" when place is not null:
                Assign(place, arguments[1], call);
                _overwrittenAt = null;
                return (true, arguments[0]);
            case "CompareExchange" when place is not null && _choices.Choose(2) == 0:
                Assign(place, arguments[1], call);
                _overwrittenAt = null;
                return (true, arguments[2]);
            case "Write" when place is not null:
                Assign(place, arguments[1], call);
                return (true, null);
            default:
                return (true, arguments.FirstOrDefault());
        }
    }

    /// <summary>Releases a resource, or runs the Dispose of an object that holds some.</summary>
    private void Dispose(IOperation call, Value? value)
    {
        foreach (var entity in EntitiesOf(value).ToArray())
        {
            if (entity.Kind == EntityKind.Object && Link(entity, Items) is { } items)
            {
                if (_world[entity] == State.Released)
                    continue;

                _world[entity] = State.Released;
                Dispose(call, items);
                _world[entity] = State.NotNull;
                continue;
            }

            if (entity.Kind != EntityKind.Object || entity.Tracked != TrackedKind.None)
            {
                Release(entity.Reference);
                continue;
            }

            var method = call is IInvocationOperation { TargetMethod: var target } && CallTable.IsDispose(target)
                ? Resolve(target, entity.Reference, isVirtual: true)
                : entity.Type is null ? null : DisposeMethods.Of(entity.Type).FirstOrDefault();

            // Who made it knows what its Dispose does.
            if (_imported.Contains(entity) && !(FollowsUses && method is not null && BodyOf(method) is not null))
            {
                ReleaseMembers(entity);
            }
            else if (method is not null && BodyOf(method) is { } body)
            {
                // What is disposed by itself again is done already.
                if (_disposing.Add(entity))
                {
                    Call(call, body, entity.Reference, new Value?[method.Parameters.Length], method, out _);
                    _disposing.Remove(entity);
                }
            }
            else
                EscapeMembers(entity);
        }
    }

    private readonly HashSet<Entity> _disposing = [];

    private void ReleaseMembers(Entity entity)
    {
        if (_world[entity] == State.Released)
            return;

        _world[entity] = State.Released;
        foreach (var slot in _slots.MembersOf(entity).ToArray())
        {
            foreach (var held in EntitiesOf(_world[slot]))
            {
                if (held.Kind == EntityKind.Object)
                    ReleaseMembers(held);
                else if (held.IsFresh)
                    Release(held.Reference);
            }
        }
    }

    private void EscapeAll(IOperation call, Value?[] values)
    {
        LendCallables(call, values);
        foreach (var value in values)
            Escape(value);
    }

    private Value? EvalUnknownDelegate(IInvocationOperation call, Value?[] arguments)
    {
        if (FollowsUses && DatabaseTypes.IsAwaitable(call.Type))
        {
            foreach (var argument in arguments)
                Use(argument, CalleePart(call), UseNeeds.None);
        }

        if (arguments.Any(LeadsToOpenResource))
            MayThrowHere(call);

        // What a factory makes of it may own it.
        if (DatabaseTypes.Unwrapped(call.Type) is { IsReferenceType: true } result && (result.IsDisposable() || result.TypeKind == TypeKind.Interface))
            EscapeAll(call, arguments);
        return _analysis.Types.KindOf(call.Type) == TrackedKind.Connection ? EvalCreate(call, call.Type) : null;
    }

    private Value? ThisIfAny() => _thisType is null ? null : ThisReference();

    private Body? BodyOf(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.LocalFunction)
            return method.IsAbstract || !method.IsInSource() ? null : _analysis.Bodies.Of(method.ReducedFrom ?? method);

        if (_functions.TryGetValue(method.OriginalDefinition, out var known))
            return known;
        for (var graph = _graph; graph is not null; graph = graph.Parent)
        {
            if (graph.LocalFunctions.Contains(method.OriginalDefinition, SymbolEqualityComparer.Default))
            {
                var body = new Body(method.OriginalDefinition, _thisType, graph.GetLocalFunctionControlFlowGraph(method.OriginalDefinition));
                _functions.Add(method.OriginalDefinition, body);
                return body;
            }
        }

        return null;
    }

    private Body BodyOf(IFlowAnonymousFunctionOperation lambda)
    {
        if (!_functions.TryGetValue(lambda.Symbol, out var body))
            _functions.Add(lambda.Symbol, body = new Body(lambda.Symbol, _thisType, _graph.GetAnonymousFunctionControlFlowGraphInScope(lambda)));
        return body;
    }

    /// <summary>The method that a call runs, as far as the type of its receiver is known.</summary>
    private IMethodSymbol Resolve(IMethodSymbol method, Value? receiver, bool isVirtual)
    {
        if (!isVirtual && method.ContainingType?.TypeKind != TypeKind.Interface || receiver is not Reference { Entity: var entity })
            return method;

        var type = entity.IsThis ? _thisType : entity.Kind == EntityKind.Object ? entity.Type : null;
        return type is null ? method : DisposeMethods.Implementation(type, method);
    }

    private static bool AlwaysThrows(IMethodSymbol method) =>
        method is { IsVirtual: false, IsAsync: false } && method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is
            MethodDeclarationSyntax { ExpressionBody.Expression: ThrowExpressionSyntax } or MethodDeclarationSyntax { Body.Statements: [ThrowStatementSyntax] };

    private static bool IsThrowHelper(IMethodSymbol method) =>
        method.Name.StartsWith("Throw", StringComparison.Ordinal) && !method.Name.StartsWith("ThrowIf", StringComparison.Ordinal) && method.ReturnsVoid;
}
