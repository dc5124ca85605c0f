using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Conditions: what a world knows of them, and what it learns by a branch.</summary>
internal sealed partial class Interpreter
{
    private static bool? TruthOf(World world, Value? condition) => condition switch
    {
        Constant { Content: bool truth } => truth,
        Constant { Content: int number } => number != 0,
        Test test => world[test.Entity] is var state && Implies(state, test.WhenTrue) ? true : Implies(state, test.WhenFalse) ? false : null,
        Reference { Entity: var entity } => world[entity] switch
        {
            State.True => true,
            State.False => false,
            _ => null,
        },
        _ => null,
    };

    private static bool? IsNull(World world, Value? value) => value switch
    {
        Constant constant => constant.Content is null,
        SomeObject or Several or Callable or Deferred => false,
        Reference { Entity: { Kind: EntityKind.Object or EntityKind.Resource or EntityKind.Operation } } => false,
        Reference { Entity: var entity } => world[entity] switch
        {
            State.Null => true,
            State.Unknown or State.Absent => null,
            _ => false,
        },
        _ => null,
    };

    /// <returns>False if the world contradicts it.</returns>
    private static bool Assume(World world, Value? condition, bool truth)
    {
        if (TruthOf(world, condition) is { } known)
            return known == truth;

        switch (condition)
        {
            case Test test:
                Learn(world, test.Entity, truth ? test.WhenTrue : test.WhenFalse);
                break;
            case Reference { Entity: var entity }:
                Learn(world, entity, truth ? State.True : State.False);
                break;
        }

        return true;
    }

    private static void Learn(World world, Entity entity, State state)
    {
        if (state is not (State.Absent or State.Unknown)
            && (world[entity] is State.Absent or State.Unknown || state is State.Closed or State.Escaped && world[entity] == State.NotNull))
        {
            world[entity] = state;
        }
    }

    /// <summary>Whether a state says what a fact asks for; every state of a resource says that it is not null.</summary>
    private static bool Implies(State state, State fact) =>
        fact is not (State.Absent or State.Unknown) && (state == fact || (fact == State.NotNull && state >= State.NotNull));

    private static Value? Not(Value? condition) => condition switch
    {
        Constant { Content: bool truth } => Constant.Of(!truth),
        Test test => test.Negated,
        Reference { Entity: var entity } => new Test(entity, State.False, State.True),
        _ => null,
    };

    private Value? NullTest(Value? value) => IsNull(_world, value) switch
    {
        { } known => Constant.Of(known),
        null when value is Reference { Entity: var entity } => new Test(entity, State.Null, State.NotNull),
        _ => null,
    };

    private Value? EvalBinary(IBinaryOperation operation)
    {
        var left = Eval(operation.LeftOperand);
        var right = Eval(operation.RightOperand);
        return operation.OperatorKind switch
        {
            BinaryOperatorKind.Equals => Not(CountTest(operation)) ?? Equality(left, right),
            BinaryOperatorKind.NotEquals => CountTest(operation) ?? Not(Equality(left, right)),
            BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThanOrEqual =>
                CountTest(operation) ?? Ordered(operation.OperatorKind, left, right),
            BinaryOperatorKind.And => left is StateOf ? left : And(left, right),
            BinaryOperatorKind.Or => Not(And(Not(left), Not(right))),
            _ => null,
        };
    }

    private Value? And(Value? left, Value? right) =>
        TruthOf(_world, left) == false || TruthOf(_world, right) == false ? Constant.False
        : TruthOf(_world, left) == true ? right
        : TruthOf(_world, right) == true ? left
        : null;

    /// <summary>Whether an input is less than a constant, and the like: the same each time that it is asked.</summary>
    private Reference? Ordered(BinaryOperatorKind kind, Value? left, Value? right) =>
        left is Reference { Entity: var input } && (input.IsInput || FollowsUses && input.Kind == EntityKind.Unknown) && right is Constant { Content: { } content } ? Comparison(input, (kind, content)) : null;

    /// <summary>A loop that counts through a collection that holds something is entered.</summary>
    private Value? CountTest(IBinaryOperation comparison)
    {
        var counted = Unconverted(comparison.LeftOperand) is IPropertyReferenceOperation { Property.Name: "Count" or "Length" } left ? left
            : Unconverted(comparison.RightOperand) as IPropertyReferenceOperation;
        return counted is { Property.Name: "Count" or "Length", Instance: ILocalReferenceOperation or IFieldReferenceOperation or IFlowCaptureReferenceOperation }
            ? FirstTime(Eval(counted.Instance), comparison)
            : null;
    }

    /// <summary>True where a loop over a collection that holds something is about to begin; nothing is known of further rounds.</summary>
    private Constant? FirstTime(Value? target, IOperation site)
    {
        if (target is not Reference { Entity: var collection } || !HoldsSomething(collection))
            return null;

        // The mark is no condition that may be forgotten: with it the loop can end, without it can't.
        var mark = Comparison(collection, site.Syntax).Entity;
        if (_world[mark] != State.Absent)
            return null;
        _world[mark] = State.Released;
        return Constant.True;
    }

    private bool HoldsSomething(Entity collection) => collection.Kind == EntityKind.Object
        ? Link(collection, Items) is not null
        : collection.IsInput && collection.Type is { } type && _analysis.Types.HoldsItems(type);

    private Value? Equality(Value? left, Value? right)
    {
        if (left is StateOf { Connection: var connection } && right is Constant { Content: int asked })
            return ConnectionState(connection, asked);
        if (right is StateOf { Connection: var other } && left is Constant { Content: int wanted })
            return ConnectionState(other, wanted);
        if (left is FirstOf || right is FirstOf)
            return IsFirst(left, right) ?? IsFirst(right, left);
        if (IsNull(_world, right) == true)
            return NullTest(left);
        if (IsNull(_world, left) == true)
            return NullTest(right);
        if (left is Constant { Content: { } first } && right is Constant { Content: { } second })
            return first is bool == second is bool ? Constant.Of(first.Equals(second)) : null;
        if (right is Constant { Content: bool truth })
            return truth ? left : Not(left);
        if (EqualsConstant(left, right) is { } compared)
            return compared;
        if (left is Constant { Content: bool expected })
            return expected ? right : Not(right);
        if (right is Constant { Content: 0 or 0L } && left is Reference)
            return Not(left);
        if (left is Constant { Content: 0 or 0L } && right is Reference)
            return Not(right);
        return SameReference(left, right);
    }

    /// <summary>Whether an input equals a constant: not known, but the same each time that it is asked.</summary>
    private Reference? EqualsConstant(Value? left, Value? right)
    {
        if (left is Constant)
            (left, right) = (right, left);
        if (left is not Reference { Entity: { IsInput: true } input } || right is not Constant { Content: { } content and not bool and not 0 and not 0L })
            return null;

        return Comparison(input, content);
    }

    private Reference Comparison(Entity input, object with)
    {
        if (!_comparisons.TryGetValue((input, with), out var comparison))
            _comparisons.Add((input, with), comparison = Add(new Entity(_entities.Count, EntityKind.Unknown, TrackedKind.None, type: null)));
        return comparison.Reference;
    }

    /// <summary>What is made here is not what came in. Of two things that came in, one that equals the other is somebody else's.</summary>
    private static Value? SameReference(Value? left, Value? right)
    {
        if (left is not Reference { Entity: var first } || right is not Reference { Entity: var second })
            return null;
        if (first == second)
            return Constant.True;
        if (first.IsFresh || second.IsFresh)
            return first.Kind == EntityKind.Unknown || second.Kind == EntityKind.Unknown ? null : Constant.False;
        return first.Tracked.IsResource() && second.Tracked.IsResource() ? new Test(first.Owner is null ? first : second, State.Escaped, State.Unknown) : null;
    }

    /// <summary><c>connection.State == ConnectionState.Open</c> and the like.</summary>
    private Value? ConnectionState(Entity connection, int asked) => _world[connection] switch
    {
        State.Open => Constant.Of(asked == 1),
        State.Created or State.Released or State.Closed => Constant.Of(asked == 0),
        State.Escaped => null,
        _ => asked switch
        {
            0 => new Test(connection, State.Closed, State.Unknown),
            1 => new Test(connection, State.Unknown, State.Closed),
            _ => null,
        },
    };

    private Value ClosedTest(Entity entity) => _world[entity] switch
    {
        State.Open => Constant.False,
        State.Released or State.Closed => Constant.True,
        _ => new Test(entity, State.Closed, State.Unknown),
    };

    private static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation;
    }

    private Value? EvalPattern(Value? value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                var expected = Eval(constant.Value);
                return expected switch
                {
                    Constant { Content: null } => NullTest(value),
                    Constant { Content: int asked } when value is StateOf { Connection: var connection } => ConnectionState(connection, asked),
                    Constant { Content: bool truth } when value is Reference or Test or Constant => truth ? value : Not(value),
                    Constant { Content: { } content } when value is Constant { Content: { } actual } => Constant.Of(content.Equals(actual)),
                    _ => null,
                };

            case INegatedPatternOperation negated:
                return Not(EvalPattern(value, negated.Pattern));

            case IDeclarationPatternOperation declaration:
                Bind(declaration.DeclaredSymbol, value);
                return declaration.MatchesNull ? Constant.True : TypeTest(value, declaration.MatchedType);

            case ITypePatternOperation type:
                return TypeTest(value, type.MatchedType);

            case IRecursivePatternOperation recursive:
                Bind(recursive.DeclaredSymbol, value, isNamed: recursive.PropertySubpatterns.IsEmpty && recursive.DeconstructionSubpatterns.IsEmpty);
                var test = TypeTest(value, recursive.MatchedType);
                foreach (var part in recursive.PropertySubpatterns)
                    test = Both(test, EvalPattern(MemberOf(value, part.Member), part.Pattern));
                for (var i = 0; i < recursive.DeconstructionSubpatterns.Length; i++)
                {
                    var item = value is Several { IsTuple: true } tuple && i < tuple.Items.Length ? tuple.Items[i] : null;
                    test = Both(test, EvalPattern(item, recursive.DeconstructionSubpatterns[i]));
                }

                return test;

            case IBinaryPatternOperation binary:
                var left = EvalPattern(value, binary.LeftPattern);
                var right = EvalPattern(value, binary.RightPattern);
                return binary.OperatorKind == BinaryOperatorKind.And ? And(left, right) : Not(And(Not(left), Not(right)));

            case IDiscardPatternOperation:
                return Constant.True;

            default:
                return null;
        }
    }

    // A branch learns one condition: of two, the first is settled here.
    private Value? Both(Value? left, Value? right)
    {
        if (left is not (Test or Reference) || TruthOf(_world, left) is not null || right is null || TruthOf(_world, right) is not null)
            return TruthOf(_world, left) == true ? right : And(left, right);

        var holds = _choices.Choose(2) == 0;
        _isDead |= !Assume(_world, left, holds);
        return holds ? right : Constant.False;
    }

    private void Bind(ISymbol? variable, Value? value, bool isNamed = true)
    {
        if (variable is null)
            return;

        if (isNamed && variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration)
            Name(value, declaration);
        Store(_slots.Of(variable), value, type: null, site: null);
    }

    private Value? MemberOf(Value? value, IOperation member) => member switch
    {
        IPropertyReferenceOperation { Property.Name: "State" } when value is Reference { Entity: { Tracked: TrackedKind.Connection } connection } => new StateOf(connection),
        IPropertyReferenceOperation { Property.Name: "IsClosed" } when value is Reference { Entity: { Tracked: TrackedKind.Reader } reader } => ClosedTest(reader),
        IPropertyReferenceOperation { Property: var property } when value is Reference { Entity: var entity } => Read(entity, property, property.Type),
        IFieldReferenceOperation { Field: var field } when value is Reference { Entity: var entity } => Read(entity, field, field.Type),
        _ => null,
    };

    /// <summary>A test for a type. What a resource is beyond its static type is not known; what it is by that type is.</summary>
    private Value? TypeTest(Value? value, ITypeSymbol? type)
    {
        if (type is null || value is not Reference { Entity.Type: { } actual })
            return Not(NullTest(value));

        var isKnown = actual.IsSurely(type);

        // What a helper is given to dispose can be disposed.
        isKnown |= value is Reference { Entity.IsInput: true } && (TypeExtensions.IsDisposableInterface(type) || actual.SpecialType == SpecialType.System_Object && _analysis.Types.KindOf(type).IsResource());
        return isKnown ? Not(NullTest(value))
            : value is Reference { Entity: { IsInput: true, Tracked: TrackedKind.None } input } ? Comparison(input, type)
            : null;
    }
}
