using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Needs.Analyzers.Flow;
using Needs.Analyzers.Injection.Checks;

namespace Needs.Analyzers.Injection.Taint;

/// <content>What conditions show about the values that they look at.</content>
internal sealed partial class TaintRun
{
    private Facts FactsOf(IOperation? operation)
    {
        switch (operation)
        {
            case null:
                return Facts.None;
            case { ConstantValue: { HasValue: true, Value: bool constant } }:
                return constant ? new Facts(0, ulong.MaxValue) : new Facts(ulong.MaxValue, 0);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } negated:
                return FactsOf(negated.Operand).Not;
            case IConversionOperation conversion:
                return FactsOf(conversion.Operand);
            case IParenthesizedOperation inner:
                return FactsOf(inner.Operand);
            case IAwaitOperation wait:
                return FactsOf(wait.Operation);
            case ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation:
                return _state.FactsOf(PlaceOf(operation)!.Value);
            case IBinaryOperation binary:
                return OfComparison(binary);
            case IIsPatternOperation test:
                return OfPattern(test.Pattern, CheckedBy(test.Value), test.Value);
            case IInvocationOperation call:
                return OfCheck(call);
            default:
                return Facts.None;
        }
    }

    private Facts OfComparison(IBinaryOperation binary)
    {
        var (left, right) = (binary.LeftOperand, binary.RightOperand);
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.And:
                var (first, second) = (FactsOf(left), FactsOf(right));
                return new Facts(first.WhenTrue | second.WhenTrue, first.WhenFalse & second.WhenFalse);
            case BinaryOperatorKind.Or:
                (first, second) = (FactsOf(left), FactsOf(right));
                return new Facts(first.WhenTrue & second.WhenTrue, first.WhenFalse | second.WhenFalse);
            case BinaryOperatorKind.Equals when right.ConstantValue is { HasValue: true, Value: bool isTrue }:
                return isTrue ? FactsOf(left) : FactsOf(left).Not;
            case BinaryOperatorKind.NotEquals when right.ConstantValue is { HasValue: true, Value: bool isTrue }:
                return isTrue ? FactsOf(left).Not : FactsOf(left);
            case BinaryOperatorKind.Equals:
                return new Facts(OfIndex(left) | EqualTo(left, right), 0);
            case BinaryOperatorKind.NotEquals:
                return right.ConstantValue is { HasValue: true, Value: -1 } ? new Facts(OfIndex(left), 0) : new Facts(0, EqualTo(left, right));
            case BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.GreaterThan:
                return new Facts(OfIndex(left), 0);
            case BinaryOperatorKind.LessThan:
                return new Facts(0, OfIndex(left));
            default:
                return Facts.None;
        }
    }

    // Array.IndexOf(allowed, value) >= 0
    private ulong OfIndex(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "IndexOf" or "BinarySearch" or "FindIndex", ContainingType.SpecialType: not SpecialType.System_String } } call
        && (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } list && Evaluate(list).IsClean
            ? call.Arguments.Aggregate(0UL, (all, argument) => all | CheckedBy(argument.Value))
            : 0;

    private ulong EqualTo(IOperation left, IOperation right) =>
        Evaluate(right).IsClean ? CheckedBy(left) : Evaluate(left).IsClean ? CheckedBy(right) : 0;

    /// <summary>The origins of a value of which all is looked at: itself, trimmed or in another case.</summary>
    private ulong CheckedBy(IOperation? value)
    {
        value = value is null ? null : Resolve(value);
        return value switch
        {
            null => 0,
            IConversionOperation conversion => CheckedBy(conversion.Operand),
            IParenthesizedOperation inner => CheckedBy(inner.Operand),
            IInvocationOperation { TargetMethod.Name: "Trim" or "ToLower" or "ToUpper" or "ToLowerInvariant" or "ToUpperInvariant" or "ToString" or "Normalize" } call => CheckedBy(call.Instance),
            IInvocationOperation { Instance: not null, TargetMethod.ContainingType.SpecialType: SpecialType.System_String } => 0,
            ISimpleAssignmentOperation assignment => CheckedBy(assignment.Target),
            _ => Evaluate(value).All,
        };
    }

    private Facts OfPattern(IPatternOperation pattern, ulong origins, IOperation value)
    {
        switch (pattern)
        {
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool isTrue } }:
                return isTrue ? FactsOf(value) : FactsOf(value).Not;
            case IConstantPatternOperation:
                return new Facts(origins, 0);
            case INegatedPatternOperation negated:
                return OfPattern(negated.Pattern, origins, value).Not;
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either:
                var (first, second) = (OfPattern(either.LeftPattern, origins, value), OfPattern(either.RightPattern, origins, value));
                return new Facts(first.WhenTrue & second.WhenTrue, first.WhenFalse | second.WhenFalse);
            case IBinaryPatternOperation both:
                (first, second) = (OfPattern(both.LeftPattern, origins, value), OfPattern(both.RightPattern, origins, value));
                return new Facts(first.WhenTrue | second.WhenTrue, first.WhenFalse & second.WhenFalse);
            case IRecursivePatternOperation recursive:
                var all = 0UL;
                foreach (var property in recursive.PropertySubpatterns)
                {
                    if (property.Member is IMemberReferenceOperation { Member: var member })
                        all |= OfPattern(property.Pattern, Evaluate(value).Part("." + member.Name, Origins).Without(_state.Killed).All, property.Member).WhenTrue;
                }

                return new Facts(all, 0);
            default:
                return Facts.None;
        }
    }

    private Facts OfCheck(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var isExtension = method.IsExtensionMethod && call.Instance is null;
        var subject = call.Instance ?? (isExtension ? call.Arguments.FirstOrDefault()?.Value : null);
        var rest = isExtension ? call.Arguments.Skip(1) : call.Arguments;
        var given = rest.Aggregate(0UL, (all, argument) => all | CheckedBy(argument.Value));
        var isText = method.ContainingType?.SpecialType == SpecialType.System_String;

        if (Names.SayHarmful(method.Name))
            return new Facts(0, given | CheckedBy(subject));
        if (Names.SayHarmless(method.Name))
            return new Facts(given | (isExtension ? CheckedBy(subject) : 0), 0);
        switch (method.Name)
        {
            case "IsNullOrEmpty" or "IsNullOrWhiteSpace":
                return new Facts(given, 0);
            case "Equals":
                return new Facts(OfEquals(call), 0);
            case "TryParse" or "TryParseExact" or "IsDefined" or "IsMatch" when method.IsStatic || method.Name == "IsMatch":
                return method.Name == "IsMatch" ? OfRegex(call) : new Facts(given, 0);
            case "All" or "TrueForAll" or "Any" or "Exists" or "Contains" or "ContainsKey" or "TryGetValue" when subject is not null && !(isText && method.Name == "Contains"):
                return OfCollection(call, subject, rest);
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return Run(method.OriginalDefinition, graph.GetLocalFunctionControlFlowGraphInScope(method.OriginalDefinition, Analysis.Cancellation), EvaluateAll(call.Arguments), telling: false)
                ?.ResultFacts ?? Facts.None;
        }

        return method.IsInSource() && Analysis.IsVisible(method) ? OfSummary(call, method) : Facts.None;
    }

    private ulong OfEquals(IInvocationOperation call) => (call.Instance, call.Arguments) switch
    {
        ({ } instance, [var other, ..]) => EqualTo(instance, other.Value),
        (null, [var left, var right, ..]) => EqualTo(left.Value, right.Value),
        _ => 0,
    };

    private Facts OfRegex(IInvocationOperation call)
    {
        var input = call.Arguments.Aggregate(0UL, (all, argument) => all | CheckedBy(argument.Value));
        if (Analysis.Regexes.PatternOf(call) is not { } pattern)
            return new Facts(input, 0);
        return new Facts(Patterns.IsWholeWord(pattern) ? input : 0, Patterns.IsForeignCharacter(pattern) ? input : 0);
    }

    private Facts OfCollection(IInvocationOperation call, IOperation subject, IEnumerable<IArgumentOperation> rest)
    {
        var items = Evaluate(subject);
        var name = call.TargetMethod.Name;
        if (name is "Contains" or "ContainsKey" or "TryGetValue")
            return items.IsClean && rest.FirstOrDefault() is { } key ? new Facts(CheckedBy(key.Value), 0) : Facts.None;
        if (rest.FirstOrDefault() is not { } argument)
            return name == "Any" && subject is IInvocationOperation { TargetMethod.Name: "Except" } ? new Facts(0, items.All) : Facts.None;
        if (Unwrap(argument.Value) is not { } function)
            return Facts.None;

        // A look at each character is a check of the whole.
        if (subject.Type?.SpecialType == SpecialType.System_String || Unwrap(subject)?.Type?.SpecialType == SpecialType.System_String)
            return name is "All" or "TrueForAll" ? new Facts(CheckedBy(Unwrap(subject)), 0) : new Facts(0, CheckedBy(Unwrap(subject)));

        var facts = FactsOfFunction(function, items);

        // That one item is known says nothing about the others.
        var others = ~Origins.WithParts(items.All);
        return name is "All" or "TrueForAll" ? new Facts(facts.WhenTrue, facts.WhenFalse & others) : new Facts(facts.WhenTrue & others, facts.WhenFalse);
    }

    /// <summary>What a predicate shows about the items that it is given.</summary>
    private Facts FactsOfFunction(IOperation function, TaintValue items)
    {
        switch (function)
        {
            case IFlowAnonymousFunctionOperation lambda:
                var body = graph.GetAnonymousFunctionControlFlowGraphInScope(lambda, Analysis.Cancellation);
                return Run(lambda.Symbol, body, [.. lambda.Symbol.Parameters.Select(_ => items)], telling: false)?.ResultFacts ?? Facts.None;
            case IMethodReferenceOperation { Method: var method } reference:
                if (method.Name is "Contains" or "ContainsKey" && (reference.Instance is null || Evaluate(reference.Instance).IsClean))
                    return new Facts(items.All, 0);
                if (Names.SayHarmful(method.Name))
                    return new Facts(0, items.All);
                return Names.SayHarmless(method.Name) ? new Facts(items.All, 0)
                    : method.IsInSource() && method.MethodKind != MethodKind.LocalFunction ? OfSummary(method, TaintValue.Clean, [items]) : Facts.None;
            default:
                return Facts.None;
        }
    }

    private Facts OfSummary(IInvocationOperation call, IMethodSymbol method) =>
        OfSummary(method, Evaluate(call.Instance), EvaluateAll(call.Arguments));

    private Facts OfSummary(IMethodSymbol method, TaintValue receiver, TaintValue[] values)
    {
        if (receiver.IsClean && Array.TrueForAll(values, value => value.IsClean))
            return Facts.None;

        var facts = new Facts(ulong.MaxValue, ulong.MaxValue);
        var any = false;
        foreach (var summary in Analysis.SummariesOf(method, context.Depth - 1))
        {
            any = true;
            facts = new Facts(facts.WhenTrue & All(summary.CheckedWhenTrue), facts.WhenFalse & All(summary.CheckedWhenFalse));
        }

        return any ? facts : Facts.None;

        ulong All(IEnumerable<Origin> origins) => origins.Aggregate(0UL, (all, origin) => all | Resolve(origin));

        ulong Resolve(Origin origin)
        {
            var whole = origin.Ordinal == Origin.Receiver ? receiver : origin.Ordinal >= 0 && origin.Ordinal < values.Length ? values[origin.Ordinal] : TaintValue.Clean;
            return whole.Part(origin.Path, Origins).All;
        }
    }

    /// <summary>The origins of what a loop goes through, if the condition is that of a loop.</summary>
    private ulong? ItemsOf(IOperation? condition) => Unwrap(condition) switch
    {
        IAwaitOperation wait => ItemsOf(wait.Operation),
        IInvocationOperation { TargetMethod.Name: "MoveNext" or "MoveNextAsync", Instance: { } items } => Evaluate(items).All,
        _ => null,
    };
}
