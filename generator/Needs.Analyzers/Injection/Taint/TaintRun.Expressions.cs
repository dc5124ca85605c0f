using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Needs.Analyzers.Injection.Sql;

namespace Needs.Analyzers.Injection.Taint;

/// <content>What expressions are made of.</content>
internal sealed partial class TaintRun
{
    private TaintValue Evaluate(IOperation? operation)
    {
        if (operation is null || operation.ConstantValue.HasValue)
            return TaintValue.Clean;

        var value = EvaluateAny(operation);
        return CanCarry(operation.Type) ? value : TaintValue.Clean;
    }

    private TaintValue EvaluateAny(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation or IInstanceReferenceOperation:
                return _state.Read(PlaceOf(operation)!.Value, Origins);
            case IFieldReferenceOperation field:
                return ReadField(field);
            case IPropertyReferenceOperation property:
                return ReadProperty(property);
            case IArrayElementReferenceOperation item:
                foreach (var index in item.Indices)
                    Evaluate(index);
                return new TaintValue(Origins.Members(Evaluate(item.ArrayReference).All, KeyOf(item.Indices.FirstOrDefault()))).Without(_state.Killed);
            case IConversionOperation conversion:
                return Convert(conversion);
            case IInvocationOperation call:
                return Call(call);
            case IObjectCreationOperation creation:
                return Create(creation);
            case IBinaryOperation binary:
                var left = Evaluate(binary.LeftOperand);
                return left.Or(Evaluate(binary.RightOperand));
            case ISimpleAssignmentOperation assignment:
                return AssignSimple(assignment.Target, assignment.Value);
            case IDeconstructionAssignmentOperation deconstruction:
                return AssignSimple(deconstruction.Target, deconstruction.Value);
            case ICompoundAssignmentOperation compound:
                return AssignCompound(compound);
            case IFlowCaptureOperation capture:
                return Capture(capture);
            case ITupleOperation tuple:
                return OfTuple(tuple);
            case IAwaitOperation wait:
                return Evaluate(wait.Operation);
            case IParenthesizedOperation inner:
                return Evaluate(inner.Operand);
            case IWithOperation with:
                return Evaluate(with.Operand);
            case IIsPatternOperation test:
                var tested = Evaluate(test.Value);
                Bind(test.Pattern, tested);
                return TaintValue.Clean;
            case IFlowAnonymousFunctionOperation function:
                Enter(function, []);
                return TaintValue.Clean;
            case IDelegateCreationOperation creation:
                return Evaluate(creation.Target);
            case IMethodReferenceOperation method:
                return Evaluate(method.Instance);
            case IReturnOperation result:
                // A yielded item; other results are the branch values of their blocks.
                Result = Result.Or(Evaluate(result.ReturnedValue));
                return TaintValue.Clean;
            case IIsTypeOperation or IIsNullOperation or INameOfOperation or ITypeOfOperation or ISizeOfOperation:
                EvaluateChildren(operation);
                return TaintValue.Clean;
            default:
                return EvaluateChildren(operation);
        }
    }

    private TaintValue EvaluateChildren(IOperation operation)
    {
        var value = TaintValue.Clean;
        foreach (var child in operation.ChildOperations)
            value = value.Or(Evaluate(child));
        return new TaintValue(value.All);
    }

    private TaintValue Convert(IConversionOperation conversion)
    {
        // What stands in its holes becomes parameters.
        if (conversion is { Type.Name: "FormattableString" or "IFormattable", Operand: IInterpolatedStringOperation })
        {
            Evaluate(conversion.Operand);
            return TaintValue.Clean;
        }

        return Evaluate(conversion.Operand);
    }

    private TaintValue AssignSimple(IOperation target, IOperation source)
    {
        if (Unwrap(source) is IFlowAnonymousFunctionOperation function && SymbolOf(target) is { } variable)
            context.Functions[variable] = function;

        var value = Evaluate(source);
        EvaluateTarget(target);
        if (IsSqlText(target))
            CheckText(source, new Sink($"'{SqlSinks.TextProperty}'", target.Syntax.GetLocation()));
        Assign(target, value, FactsToKeep(source));
        return value;
    }

    private TaintValue AssignCompound(ICompoundAssignmentOperation compound)
    {
        var added = Evaluate(compound.Value);
        if (IsSqlText(compound.Target))
            CheckText(compound.Value, new Sink($"'{SqlSinks.TextProperty}'", compound.Target.Syntax.GetLocation()));
        var value = Evaluate(compound.Target).Or(added);
        Assign(compound.Target, new TaintValue(value.All));
        return value;
    }

    private void EvaluateTarget(IOperation target)
    {
        // Setting a member may call something on the way to it.
        if (target is IPropertyReferenceOperation { Instance: { } instance } and not { Instance: IInstanceReferenceOperation })
            Evaluate(instance);
    }

    private bool IsSqlText(IOperation target) => Resolve(target) is IPropertyReferenceOperation property && Analysis.Sinks.IsText(property.Property);

    private TaintValue Capture(IFlowCaptureOperation capture)
    {
        var value = Evaluate(capture.Value);
        _captured[capture.Id] = _captured.TryGetValue(capture.Id, out var other) && !ReferenceEquals(other, capture.Value) ? null : capture.Value;
        _state.Write(new Place(capture.Id, ""), value, FactsToKeep(capture.Value));
        return value;
    }

    // What is checked already stays so, whatever the answer.
    private Facts FactsToKeep(IOperation value) =>
        value.Type?.SpecialType == SpecialType.System_Boolean && FactsOf(value) is var facts ? new Facts(facts.WhenTrue | _state.Killed, facts.WhenFalse | _state.Killed) : Facts.None;

    private TaintValue OfTuple(ITupleOperation tuple)
    {
        var value = TaintValue.Clean;
        for (var i = 0; i < tuple.Elements.Length; i++)
        {
            var element = Evaluate(tuple.Elements[i]);
            value = value.With(".Item" + (i + 1), element.All);
            if (tuple.Type is INamedTypeSymbol { IsTupleType: true } type && i < type.TupleElements.Length)
                value = value.With("." + type.TupleElements[i].Name, element.All);
        }

        return value;
    }

    /// <summary>Gives the variables that a pattern declares what they hold then.</summary>
    private void Bind(IPatternOperation? pattern, TaintValue value)
    {
        if (value.IsClean)
            return;

        switch (pattern)
        {
            case IDeclarationPatternOperation declaration:
                BindVariable(declaration.DeclaredSymbol, value);
                break;
            case IRecursivePatternOperation recursive:
                BindVariable(recursive.DeclaredSymbol, value);
                foreach (var property in recursive.PropertySubpatterns)
                    Bind(property.Pattern, property.Member is IMemberReferenceOperation { Member: var member } ? value.Part("." + member.Name, Origins) : value);
                for (var i = 0; i < recursive.DeconstructionSubpatterns.Length; i++)
                    Bind(recursive.DeconstructionSubpatterns[i], new TaintValue(value.All));
                break;
            case IBinaryPatternOperation both:
                Bind(both.LeftPattern, value);
                Bind(both.RightPattern, value);
                break;
            case INegatedPatternOperation negated:
                Bind(negated.Pattern, value);
                break;
            case IListPatternOperation list:
                BindVariable(list.DeclaredSymbol, value);
                foreach (var item in list.Patterns)
                    Bind(item, new TaintValue(value.All));
                break;
            case ISlicePatternOperation slice:
                Bind(slice.Pattern, new TaintValue(value.All));
                break;
        }
    }

    private void BindVariable(ISymbol? symbol, TaintValue value)
    {
        if (symbol is ILocalSymbol local)
            _state.Write(new Place(local, ""), CanCarry(local.Type) ? value : TaintValue.Clean);
    }

    private static ISymbol? SymbolOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field,
        IDeclarationExpressionOperation declaration => SymbolOf(declaration.Expression),
        _ => null,
    };

    private static IOperation? Unwrap(IOperation? operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IDelegateCreationOperation creation:
                    operation = creation.Target;
                    break;
                case IParenthesizedOperation inner:
                    operation = inner.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>What a captured value was taken from, if that is one thing.</summary>
    private IOperation Resolve(IOperation operation)
    {
        for (var i = 0; i < DeepestNesting && operation is IFlowCaptureReferenceOperation capture && _captured.TryGetValue(capture.Id, out var original) && original is not null; i++)
            operation = original;
        return operation;
    }
}
