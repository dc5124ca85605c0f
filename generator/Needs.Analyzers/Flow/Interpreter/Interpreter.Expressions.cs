using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Expressions: what each kind of operation gives.</summary>
internal sealed partial class Interpreter
{
    private Value? Eval(IOperation? operation)
    {
        if (operation is null || _isDead)
            return null;

        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
            return Constant.From(constant);

        switch (operation)
        {
            case IExpressionStatementOperation statement:
                return Eval(statement.Operation);
            case IFlowCaptureOperation capture:
                return EvalCapture(capture);
            case IFlowCaptureReferenceOperation reference:
                return EvalCaptured(reference);
            case ILocalReferenceOperation local:
                return ReadVariable(local.Local, local.Local.Type);
            case IParameterReferenceOperation parameter:
                return ReadVariable(parameter.Parameter, parameter.Parameter.Type);
            case IInstanceReferenceOperation instance:
                return EvalInstance(instance);
            case IFieldReferenceOperation field:
                return EvalField(field);
            case IPropertyReferenceOperation property:
                return EvalProperty(property);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, Eval(assignment.Value), assignment);
            case IDeconstructionAssignmentOperation deconstruction:
                return Assign(deconstruction.Target, Eval(deconstruction.Value), deconstruction);
            case ICompoundAssignmentOperation compound:
                var added = Eval(compound.Value);
                return Assign(compound.Target, FollowsUses && added is Callable && compound.OperatorKind == BinaryOperatorKind.Add ? added : null, compound);
            case IIncrementOrDecrementOperation increment:
                return Assign(increment.Target, null, increment);
            case IConversionOperation conversion:
                return EvalConversion(conversion);
            case IAwaitOperation await:
                return EvalAwait(await);
            case IInvocationOperation invocation:
                return EvalInvocation(invocation);
            case ITranslatedQueryOperation query:
                return Eval(query.Operation);
            case IObjectCreationOperation creation:
                return EvalCreation(creation);
            case ITypeParameterObjectCreationOperation creation:
                return EvalTypeParameterCreation(creation);
            case IDelegateCreationOperation creation:
                return Eval(creation.Target);
            case IFlowAnonymousFunctionOperation lambda:
                return new Callable(lambda.Symbol, lambda, receiver: null);
            case IMethodReferenceOperation method:
                return new Callable(method.Method, lambda: null, Eval(method.Instance));
            case IWithOperation with:
                return Eval(with.Operand);
            case IEventAssignmentOperation assignment:
                return EvalEvent(assignment);
            case IIsNullOperation isNull:
                return NullTest(Eval(isNull.Operand));
            case IIsPatternOperation pattern:
                return EvalPattern(Eval(pattern.Value), pattern.Pattern);
            case IIsTypeOperation type:
                return EvalIsType(type);
            case IBinaryOperation binary:
                return EvalBinary(binary);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } unary:
                return Not(Eval(unary.Operand));
            case ITupleOperation tuple:
                return new Several([.. tuple.Elements.Select(Eval)], isTuple: true);
            case IDeclarationExpressionOperation declaration:
                return Eval(declaration.Expression);
            case IArrayCreationOperation array:
                return EvalArray(array);
            case IArrayElementReferenceOperation element:
                EvalAll(element.Indices);
                return ItemsOf(Eval(element.ArrayReference));
            case ICollectionExpressionOperation collection:
                return EvalCollection(collection, collection.Elements);
            case IAnonymousObjectCreationOperation anonymous:
                return EvalAnonymous(anonymous);
            case IReturnOperation { Kind: OperationKind.YieldReturn } yielded:
                return EvalYield(yielded);
            case IDefaultValueOperation { Type.IsReferenceType: true }:
                return Constant.Null;
            case ISpreadOperation spread:
                var spreadOut = Eval(spread.Operand);
                return spreadOut is Deferred all ? RunSources(all, operation) : ItemsOf(spreadOut) ?? spreadOut;
            case IInvalidOperation invalid:
                // Half-typed, or of a library that is not there: nobody knows what becomes of it.
                foreach (var part in invalid.ChildOperations)
                    Escape(Eval(part));
                return null;
            case ILiteralOperation or INameOfOperation or ISizeOfOperation or ITypeOfOperation:
                return null;
            case IInterpolatedStringOperation or IInterpolatedStringTextOperation:
            default:
                EvalAll(operation.ChildOperations);
                return null;
        }
    }

    private void EvalAll(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations)
            Eval(operation);
    }

    private Value? EvalEvent(IEventAssignmentOperation assignment)
    {
        var handler = Eval(assignment.HandlerValue);
        if (FollowsUses)
            StoreHandler(assignment, handler);
        if (assignment.Adds)
            LendCallables(assignment, [handler]);
        return null;
    }

    private Value? EvalConversion(IConversionOperation conversion)
    {
        var value = Eval(conversion.Operand);
        if (conversion.IsTryCast && value is Reference && TypeTest(value, conversion.Type) is null && _choices.Choose(2) == 1)
            return Constant.Null;

        // An object that was made as something else is not what comes here.
        if (value is Reference { Entity: { Kind: EntityKind.Object, Type: { } made } } && conversion is { IsTryCast: false, IsImplicit: false, Type: { TypeKind: TypeKind.Class } target }
            && made.TypeKind == TypeKind.Class && !made.InheritsFrom(target.OriginalDefinition))
        {
            _isDead = true;
            return null;
        }

        // A conversion that the user wrote is a call; one of an enum or a number makes another value.
        return conversion.OperatorMethod is null || value is Reference or Deferred ? value : null;
    }

    private Value? EvalInstance(IInstanceReferenceOperation instance)
    {
        return instance.ReferenceKind switch
        {
            InstanceReferenceKind.ContainingTypeInstance => ThisReference(),
            _ => null,
        };
    }

    private Value ThisReference()
    {
        var @this = This;
        if (_world[@this] == State.Absent)
            _world[@this] = State.NotNull;
        return @this.Reference;
    }

    private Value? EvalIsType(IIsTypeOperation type)
    {
        var test = TypeTest(Eval(type.ValueOperand), type.TypeOperand);
        return type.IsNegated ? Not(test) : test;
    }

    private Value? EvalAwait(IAwaitOperation await)
    {
        var value = Eval(await.Operation);
        if (FollowsUses)
        {
            var running = IsTimed(await.Operation) ? _world.Clone() : null;
            value = Awaited(value);
            if (running is not null)
            {
                (running, _world) = (_world, running);
                MayThrow(await);
                _world = running;
                return value;
            }
        }

        // What is awaited throws where it is called, if that is known to throw at all.
        if (IsKnownToThrowItself(await.Operation))
            return value;

        // A task that fails did not acquire what it was to give.
        var before = _world;
        _world = before.Clone();
        foreach (var entity in EntitiesOf(value))
        {
            if (entity.IsFresh || FollowsUses && entity.Kind == EntityKind.Object && Loans.IsLease(entity.Type))
                _world[entity] = State.Absent;
            foreach (var slot in _slots.MembersOf(entity).ToArray())
                ForgetOpenedBy(await.Operation, _world[slot]);
        }

        MayThrow(await);
        _world = before;
        return value;
    }

    /// <summary>What an object holds that the call gives: nothing of what it opened for it, when the call fails.</summary>
    private void ForgetOpenedBy(IOperation call, Value? member)
    {
        foreach (var entity in EntitiesOf(member))
        {
            if (entity is { IsFresh: true, History.OpenedAt: { } opened } && call.Syntax.Span.Contains(opened.SourceSpan) && opened.SourceTree == call.Syntax.SyntaxTree)
                _world[entity] = State.Absent;
        }
    }

    private bool IsKnownToThrowItself(IOperation operation)
    {
        operation = Unconverted(operation);
        while (operation is IInvocationOperation invocation)
        {
            var kind = _analysis.Calls.KindOf(invocation.TargetMethod);
            if ((kind == CallKind.Same || kind == CallKind.Unknown && IsOfTask(invocation)) && (invocation.Instance ?? invocation.Arguments.FirstOrDefault()?.Value) is { } inner)
            {
                operation = Unconverted(inner);
                continue;
            }

            // That a Dispose throws is nothing to write code against.
            return CallTable.IsDispose(invocation.TargetMethod) || kind is CallKind.Query or CallKind.Acquire or CallKind.Open or CallKind.Release or CallKind.TakeOver || _evaluatedBySummary.Contains(invocation);
        }

        return operation is IFlowCaptureReferenceOperation reference
            ? _captured.TryGetValue(reference.Id, out var captured) && captured.Count == 1 && IsKnownToThrowItself(captured[0])
            : operation is IObjectCreationOperation;
    }

    private Value? EvalArray(IArrayCreationOperation array)
    {
        EvalAll(array.DimensionSizes);
        return EvalCollection(array, array.Initializer?.ElementValues ?? []);
    }

    private Value? EvalCollection(IOperation site, ImmutableArray<IOperation> elements)
    {
        Value? items = null;
        foreach (var element in elements)
        {
            if (Eval(element) is (Reference or Several or Deferred or Callable) and var item && (item is Reference or Several || FollowsUses))
                items = Together(items, item);
        }

        if (items is null && !FollowsUses && !_analysis.Types.MayHold(site.Type))
            return SomeObject.Instance;

        var collection = MakeObject(site, TrackedKind.None, site.Type);
        _world[_slots.Of(collection, Items)] = items;
        return collection.Reference;
    }

    private Value EvalAnonymous(IAnonymousObjectCreationOperation anonymous)
    {
        var made = MakeObject(anonymous, TrackedKind.None, anonymous.Type);
        foreach (var initializer in anonymous.Initializers)
        {
            if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value })
                _world[_slots.Of(made, property)] = Eval(value);
        }

        return made.Reference;
    }

    private Value? EvalYield(IReturnOperation yielded)
    {
        var value = Eval(yielded.ReturnedValue);
        Escape(value);

        // The caller may never ask for the next element.
        Raise(_world.Clone(), yielded, Thrown.Abandon, _node.Block.EnclosingRegion, _node.Continuation);
        return null;
    }
}
