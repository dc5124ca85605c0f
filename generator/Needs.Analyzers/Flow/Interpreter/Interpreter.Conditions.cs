using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Conditions: what a world knows of them, and what it learns by a branch.</summary>
internal sealed partial class Interpreter
{
    private static bool? TruthOf(World world, Value? condition) => condition switch
    {
        Constant { Content: bool truth } => truth,
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
        SomeObject or Several or Callable => false,
        Reference { Entity: { Kind: EntityKind.Object or EntityKind.Resource } } => false,
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
            && (world[entity] is State.Absent or State.Unknown || state == State.Released && world[entity] == State.NotNull))
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
        var equality = operation.OperatorKind switch
        {
            BinaryOperatorKind.Equals => Equality(operation.LeftOperand, left, operation.RightOperand, right),
            BinaryOperatorKind.NotEquals => Not(Equality(operation.LeftOperand, left, operation.RightOperand, right)),
            BinaryOperatorKind.And => And(left, right),
            BinaryOperatorKind.Or => Not(And(Not(left), Not(right))),
            _ => null,
        };
        return equality;
    }

    private Value? And(Value? left, Value? right) =>
        TruthOf(_world, left) == false || TruthOf(_world, right) == false ? Constant.False
        : TruthOf(_world, left) == true ? right
        : TruthOf(_world, right) == true ? left
        : null;

    private Value? Equality(IOperation leftOperation, Value? left, IOperation rightOperation, Value? right)
    {
        if (ConnectionState(leftOperation, rightOperation) is { } state)
            return state;
        if (IsNull(_world, right) == true)
            return NullTest(left);
        if (IsNull(_world, left) == true)
            return NullTest(right);
        if (left is Constant { Content: { } first } && right is Constant { Content: { } second })
            return first is bool == second is bool ? Constant.Of(first.Equals(second)) : null;
        if (right is Constant { Content: bool truth })
            return truth ? left : Not(left);
        if (left is Constant { Content: bool other })
            return other ? right : Not(right);
        return left is Reference { Entity.Kind: EntityKind.Resource } && right is Reference { Entity.Kind: EntityKind.Resource } ? Constant.Of(left == right) : null;
    }

    /// <summary><c>connection.State == ConnectionState.Open</c> and the like.</summary>
    private Value? ConnectionState(IOperation left, IOperation right)
    {
        if (Unconverted(left) is not IPropertyReferenceOperation { Property.Name: "State", Instance: { } instance })
            return Unconverted(right) is IPropertyReferenceOperation { Property.Name: "State" } ? ConnectionState(right, left) : null;
        if (!_analysis.Types.IsConnection(instance.Type) || !right.ConstantValue.HasValue || right.ConstantValue.Value is not int asked)
            return null;
        if (Eval(instance) is not Reference { Entity: var connection })
            return null;

        return _world[connection] switch
        {
            State.Open => Constant.Of(asked == 1),
            State.Created or State.Released when connection.IsFresh || _world[connection] == State.Released => Constant.Of(asked == 0),
            State.Open or State.Created or State.Escaped => null,

            // A closed connection is as good as released.
            _ => asked switch
            {
                0 => new Test(connection, State.Released, State.Unknown),
                1 => new Test(connection, State.Unknown, State.Released),
                _ => null,
            },
        };
    }

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
                Bind(recursive.DeclaredSymbol, value);
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

    // Two conditions of which the branch can learn only one: the first, if nothing is known of the second.
    private Value? Both(Value? left, Value? right) => TruthOf(_world, left) == true ? right : And(left, right);

    private void Bind(ISymbol? variable, Value? value)
    {
        if (variable is not null)
            Store(_slots.Of(variable), value, type: null, site: null);
    }

    private Value? MemberOf(Value? value, IOperation member) => member switch
    {
        IPropertyReferenceOperation { Property: var property } when value is Reference { Entity: var entity } => Read(entity, property, property.Type),
        IFieldReferenceOperation { Field: var field } when value is Reference { Entity: var entity } => Read(entity, field, field.Type),
        _ => null,
    };

    /// <summary>A test for a type. What a resource is beyond its static type is not known; what it is by that type is.</summary>
    private Value? TypeTest(Value? value, ITypeSymbol? type)
    {
        if (type is null || value is not Reference { Entity.Type: { } actual })
            return Not(NullTest(value));

        var isKnown = actual.InheritsFrom(type.OriginalDefinition)
            || actual.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, type.OriginalDefinition));
        return isKnown ? Not(NullTest(value)) : null;
    }
}
