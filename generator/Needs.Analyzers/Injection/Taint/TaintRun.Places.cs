using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Needs.Analyzers.Flow;
using Needs.Analyzers.Injection.Requests;

namespace Needs.Analyzers.Injection.Taint;

/// <content>Variables and members: what they hold, and what is put into them.</content>
internal sealed partial class TaintRun
{
    private const int DeepestPlace = 4;

    private Place? PlaceOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => new Place(local.Local, ""),
        IParameterReferenceOperation parameter => new Place(parameter.Parameter, ""),
        IFlowCaptureReferenceOperation capture => new Place(capture.Id, ""),
        IInstanceReferenceOperation => new Place(Place.This, ""),
        IFieldReferenceOperation { Field.IsStatic: true } field => new Place(field.Field, ""),
        IFieldReferenceOperation field => MemberOf(field.Instance, "." + field.Field.Name),
        IPropertyReferenceOperation { Property: { IsStatic: true, IsIndexer: false } property } => new Place(property, ""),
        IPropertyReferenceOperation { Property.IsIndexer: false } property => MemberOf(property.Instance, "." + property.Property.Name),
        IConversionOperation conversion => PlaceOf(conversion.Operand),
        IParenthesizedOperation inner => PlaceOf(inner.Operand),
        IDeclarationExpressionOperation declaration => PlaceOf(declaration.Expression),

        // Most methods of a builder return the builder.
        IInvocationOperation { TargetMethod: { ReturnType.Name: "StringBuilder", ContainingType.Name: "StringBuilder" } } call => PlaceOf(Dereference(call.Instance)),
        _ => null,
    };

    private Place? MemberOf(IOperation? instance, string path) =>
        PlaceOf(Dereference(instance)) is { } whole && whole.Path.Count(c => c == '.') < DeepestPlace ? whole.Member(path) : null;

    // An object that was captured, as something after it branches, is the one in the variable.
    private IOperation? Dereference(IOperation? instance) =>
        instance is IFlowCaptureReferenceOperation && Resolve(instance) is var original && PlaceOf(original) is not null ? original : instance;

    private TaintValue ReadField(IFieldReferenceOperation field)
    {
        if (PlaceOf(field) is { } place)
            return _state.Read(place, Origins);
        return Evaluate(field.Instance).Part("." + field.Field.Name, Origins).Without(_state.Killed);
    }

    private TaintValue ReadProperty(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        var receiver = reference.Instance is IInstanceReferenceOperation ? TaintValue.Clean : Evaluate(reference.Instance);
        foreach (var argument in reference.Arguments)
            Evaluate(argument.Value);

        var place = PlaceOf(reference);
        var isKnown = place is { } member && _state.KnowsMember(member);
        if (RequestMembers.PartOf(property) is { } part && !isKnown)
            return new TaintValue(FromRequest(part, reference, KeyOf(reference.Arguments))).Without(_state.Killed);
        if (property.IsIndexer)
            return new TaintValue(Origins.Members(receiver.All, KeyOf(reference.Arguments), reference.Syntax.GetLocation())).Without(_state.Killed);
        if (RequestParameters.IsChecked(property))
            return TaintValue.Clean;

        if (property.GetMethod is { } getter && property.IsInSource() && Analysis.Bodies.HasBody(getter))
            return Apply(reference, getter, reference.Instance is null ? receiver : _state.Read(place ?? new Place(reference, ""), Origins).Or(receiver), []).Without(_state.Killed);
        if (place is { } variable && !IsTransparent(property.ContainingType) && _state.Read(variable, Origins) is var kept && (isKnown || !kept.IsClean))
            return kept;
        return receiver.Part(IsTransparent(property.ContainingType) ? "" : "." + property.Name, Origins).Without(_state.Killed);
    }

    private ulong FromRequest(RequestPart part, IOperation operation, string key)
    {
        var root = operation is IPropertyReferenceOperation { Property: var property } && part == RequestPart.Property ? property.Name : part.ToString();
        var location = operation.Syntax.GetLocation();
        return Origins.Members(Origins.Add(new Origin(part, Origins.RequestValue, root, "", location)), key, location);
    }

    /// <summary>Whether the members of a type are the value, in other clothes: tasks, items of collections, nullable values.</summary>
    private static bool IsTransparent(INamedTypeSymbol? type) =>
        type is not null && !type.IsTupleType
        && (type.ContainingNamespace.IsWithin("System") || type.ContainingNamespace.IsWithin("Needs") || type.ContainingNamespace.IsWithin("Microsoft.Extensions.Primitives"))
        && !type.IsInSource();

    /// <summary>An item of a constant key, as a path.</summary>
    private static string KeyOf(IEnumerable<IArgumentOperation> arguments) => KeyOf(arguments.FirstOrDefault()?.Value);

    private static string KeyOf(IOperation? index) => index?.ConstantValue switch
    {
        { HasValue: true, Value: string { Length: > 0 } key } when key.IndexOfAny(['.', '[', ']', '"']) < 0 => $"[\"{key}\"]",
        { HasValue: true, Value: int number } => $"[{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}]",
        _ => "",
    };

    private void Assign(IOperation target, TaintValue value, Facts facts = default)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value, facts);
                return;
            case ITupleOperation tuple:
                for (var i = 0; i < tuple.Elements.Length; i++)
                    Assign(tuple.Elements[i], value.Part(".Item" + (i + 1), Origins));
                return;
            case IPropertyReferenceOperation { Property.IsIndexer: true } item:
                AddTo(item.Instance, value.All);
                return;
            case IArrayElementReferenceOperation item:
                AddTo(item.ArrayReference, value.All);
                return;
            case IFlowCaptureReferenceOperation capture when _captured.TryGetValue(capture.Id, out var original) && original is not null and not IFlowCaptureReferenceOperation:
                // The left side of an assignment whose right side branches.
                Assign(original, value, facts);
                return;
            default:
                if (PlaceOf(target) is { } place)
                    _state.Write(place, CanCarry(target.Type) ? value : TaintValue.Clean, facts);
                return;
        }
    }

    private void AddTo(IOperation? container, ulong mask)
    {
        if (PlaceOf(Dereference(container)) is { } place)
            _state.Add(place, mask, Origins);
    }

    private bool CanCarry(ITypeSymbol? type) => type is null || Analysis.Texts.MayCarry(type);
}
