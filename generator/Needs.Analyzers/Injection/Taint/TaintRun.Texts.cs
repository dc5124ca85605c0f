using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Injection.Taint;

/// <content>SQL text: which parts of it come from the request.</content>
internal sealed partial class TaintRun
{
    private void CheckText(IOperation text, Sink sink)
    {
        if (Tells)
            ReachIn(text, ulong.MaxValue, sink);
    }

    private void ReachIn(IOperation text, ulong wanted, Sink sink)
    {
        var parts = PartsOf(text).ToList();
        foreach (var part in parts)
        {
            // Of one part, a member may be meant.
            var origins = wanted != ulong.MaxValue && parts.Count == 1 ? wanted : Evaluate(part).All & wanted;
            if (origins != 0)
                context.Reach(origins, part.Syntax.GetLocation(), sink);
        }
    }

    /// <summary>The operands, holes and arguments that a text is put together of.</summary>
    private IEnumerable<IOperation> PartsOf(IOperation text)
    {
        switch (Resolve(text))
        {
            case IConversionOperation { Type.Name: not ("FormattableString" or "IFormattable") } conversion when Resolve(conversion.Operand) is not IConversionOperation || conversion.Type?.SpecialType == SpecialType.System_String:
                return PartsOf(conversion.Operand);
            case IParenthesizedOperation inner:
                return PartsOf(inner.Operand);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return PartsOf(sum.LeftOperand).Concat(PartsOf(sum.RightOperand));
            case IInterpolatedStringOperation interpolated:
                return interpolated.Parts.OfType<IInterpolationOperation>().SelectMany(hole => PartsOf(hole.Expression));
            case IInvocationOperation { TargetMethod: { Name: "Format" or "Concat" or "Join", ContainingType.SpecialType: SpecialType.System_String } } call:
                return call.Arguments.SelectMany(argument => PartsOf(argument.Value));
            case IArrayCreationOperation { Initializer: { } items }:
                return items.ElementValues.SelectMany(PartsOf);
            case ICollectionExpressionOperation collection:
                return collection.Elements.SelectMany(PartsOf);
            case IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_String, Instance: { } instance } call
                when Resolve(instance) is IBinaryOperation or IInterpolatedStringOperation or IParenthesizedOperation:
                return PartsOf(instance).Concat(call.Arguments.SelectMany(argument => PartsOf(argument.Value)));

            // What was built up before counts where it was given.
            case IPropertyReferenceOperation { Property.Name: Sql.SqlSinks.TextProperty }:
                return [];
            default:
                return [text];
        }
    }
}
