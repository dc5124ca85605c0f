using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Needs.Analyzers.Flow;
using Needs.Analyzers.Injection.Checks;
using Needs.Analyzers.Injection.Requests;
using Needs.Analyzers.Injection.Sql;

namespace Needs.Analyzers.Injection.Taint;

/// <content>What calls give and do.</content>
internal sealed partial class TaintRun
{
    private TaintValue Call(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke && SymbolOf(Unwrap(call.Instance) ?? call) is { } variable && context.Functions.TryGetValue(variable, out var held))
            return Enter(held, EvaluateAll(call.Arguments));
        if (method.MethodKind == MethodKind.LocalFunction)
            return CallLocal(method, EvaluateAll(call.Arguments));

        var receiver = Evaluate(call.Instance);
        var arguments = EvaluateAll(call.Arguments);
        var text = Analysis.Sinks.ParameterOf(method);
        if (text >= 0 && ArgumentFor(call.Arguments, text) is { } sql)
            CheckText(sql, new Sink(SqlSinks.NameOf(method), call.Syntax.GetLocation()));

        if (RequestMembers.PartOf(method) is { } part)
            return new TaintValue(FromRequest(part, call, KeyOf(call.Arguments.LastOrDefault()?.Value))).Without(_state.Killed);
        if (MappedMethods.IsMap(method.Name) && method.ContainingNamespace.IsWithin("Microsoft.AspNetCore"))
            return Map(call);
        if (Names.SayHarmless(method.Name) && !Names.SayHarmful(method.Name))
        {
            if (method.ReturnsVoid)
                _state.Kill(arguments.Aggregate(0UL, (all, argument) => all | argument.All));
            return TaintValue.Clean;
        }

        if (method.IsInSource() && Analysis.IsVisible(method))
            return Apply(call, method, receiver, arguments).Without(_state.Killed);
        return CallOutside(call, receiver, arguments).Without(_state.Killed);
    }

    private TaintValue[] EvaluateAll(IEnumerable<IArgumentOperation> arguments)
    {
        var values = new List<TaintValue>();
        foreach (var argument in arguments)
        {
            // Functions are looked into when it is known what they are called with.
            var value = Unwrap(argument.Value) is IFlowAnonymousFunctionOperation or IMethodReferenceOperation ? TaintValue.Clean : Evaluate(argument.Value);
            var ordinal = argument.Parameter?.Ordinal ?? values.Count;
            while (values.Count <= ordinal)
                values.Add(TaintValue.Clean);
            values[ordinal] = value;
        }

        return [.. values];
    }

    private TaintValue CallOutside(IInvocationOperation call, TaintValue receiver, TaintValue[] arguments)
    {
        var method = call.TargetMethod;
        var isExtension = method.IsExtensionMethod && call.Instance is null;
        var subject = isExtension ? arguments.FirstOrDefault() : receiver;
        var given = arguments.Skip(isExtension ? 1 : 0).Aggregate(0UL, (all, argument) => all | argument.All);
        var functions = call.Arguments.Select(argument => Unwrap(argument.Value)).Where(value => value is IFlowAnonymousFunctionOperation or IMethodReferenceOperation).ToList();

        var fromFunctions = 0UL;
        var feeds = Carriers.FeedsFunctions(method);
        foreach (var function in functions)
            fromFunctions |= CallFunction(function!, new TaintValue(feeds ? subject.All | given : 0)).All;

        var result = Result(method);
        SetOutputs(call.Arguments, subject.All == 0 ? 0 : Origins.Members(subject.All, IsLookup(method) ? KeyOf(call.Arguments.ElementAtOrDefault(isExtension ? 1 : 0)?.Value) : ""));
        if (Carriers.Adds(method))
        {
            AddTo(call.Instance ?? call.Arguments.FirstOrDefault()?.Value, given);
            result |= given;
        }
        else if (Carriers.Empties(method) && PlaceOf(Dereference(call.Instance)) is { } emptied)
        {
            _state.Write(emptied, TaintValue.Clean);
            return TaintValue.Clean;
        }

        return new TaintValue(result);

        ulong Result(IMethodSymbol method)
        {
            if (method is { Name: "Create", ContainingType.Name: "FormattableStringFactory" })
                return arguments.FirstOrDefault().All;
            if (method.ContainingType.Name == "Regex")
                return method.Name == "Replace" && !IsCleaning(call) ? subject.All | given : 0;
            if (IsInvariantText(call))
                return arguments.Length > 0 && Unwrap(call.Arguments.LastOrDefault()?.Value) is { } text ? Evaluate(text).All : 0;
            if (functions.Count > 0 && feeds)
            {
                return Carriers.GivesWhatFunctionsGive(method.Name) ? fromFunctions
                    : method.Name is "Where" or "TakeWhile" or "FindAll" or "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Find"
                        ? (subject.All & ~FactsOfFunction(functions[0]!, subject).WhenTrue) | given
                        : subject.All | given | fromFunctions;
            }

            if (method.Name is "Intersect" && feeds)
                return given == 0 ? 0 : subject.All;
            if (method.Name is "Except" && feeds)
                return subject.All;
            if (subject.All != 0)
                return (IsLookup(method) ? Origins.Members(subject.All, KeyOf(call.Arguments.ElementAtOrDefault(isExtension ? 1 : 0)?.Value), call.Syntax.GetLocation()) : subject.All)
                    | (Carriers.CombinesAll(method) ? given : 0) | fromFunctions;
            if (method.IsStatic && !isExtension || method.ContainingType.SpecialType == SpecialType.System_String)
                return Carriers.CombinesAll(method) ? given | fromFunctions : 0;

            // What a fixed map or list gives is fixed, whatever the key.
            return isExtension && Carriers.CombinesAll(method) && method.Name is "Append" or "Prepend" or "Concat" or "Union" or "Zip" or "DefaultIfEmpty" ? given : 0;
        }
    }

    // A field of the form and the like, by its name.
    private static bool IsLookup(IMethodSymbol method) =>
        method.Name.StartsWith("Get", StringComparison.Ordinal) || method.Name.StartsWith("TryGet", StringComparison.Ordinal);

    private static bool IsInvariantText(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Invariant" or "CurrentCulture", ContainingType.Name: "FormattableString" };

    private bool IsCleaning(IInvocationOperation call) =>
        Analysis.Regexes.PatternOf(call) is not { } pattern || Patterns.IsForeignCharacter(pattern) || pattern.IndexOf("[^", StringComparison.Ordinal) >= 0;

    /// <summary>What the methods that are called in this compilation do with what they are given.</summary>
    private TaintValue Apply(IOperation call, IMethodSymbol method, TaintValue receiver, TaintValue[] values)
    {
        var arguments = call is IInvocationOperation invocation ? invocation.Arguments : call is IObjectCreationOperation creation ? creation.Arguments : [];
        CallFunctionsIn(arguments);
        var isGivenNothing = receiver.IsClean && Array.TrueForAll(values, value => value.IsClean);
        if (isGivenNothing ? !Analysis.MayRead(method) : !Analysis.MatterTo(method))
            return TaintValue.Clean;

        var result = TaintValue.Clean;
        foreach (var summary in Analysis.SummariesOf(method, context.Depth - 1))
        {
            foreach (var (path, origin) in summary.Result)
            {
                var mask = Resolve(origin);
                result = path.Length == 0 ? result.Or(new TaintValue(mask)) : result.With(path, mask | result.Part(path, Origins).All);
            }

            if (Tells)
            {
                foreach (var (origin, sink) in summary.Sinks)
                    ReachThrough(call, arguments, origin, Resolve(origin) & ~_state.Killed, sink with { Name = $"{sink.Name} in '{method.Name}'" });
            }

            foreach (var (parameter, origin) in summary.Outputs)
            {
                if (ArgumentFor(arguments, parameter) is { } target)
                    AddOutput(target, Resolve(origin));
            }

            foreach (var origin in summary.CheckedAfter)
                _state.Kill(Resolve(origin));
        }

        return result;

        ulong Resolve(Origin origin)
        {
            if (!origin.IsSymbolic)
                return Origins.Add(origin);
            var whole = origin.Ordinal == Origin.Receiver ? receiver : origin.Ordinal < values.Length ? values[origin.Ordinal] : TaintValue.Clean;
            return whole.Part(origin.Path, Origins).All;
        }
    }

    private void ReachThrough(IOperation call, IEnumerable<IArgumentOperation> arguments, Origin origin, ulong mask, Sink sink)
    {
        if (mask == 0)
            return;

        // The name of the sink in the innermost method is enough.
        var inner = sink.Name.IndexOf("' in '", StringComparison.Ordinal);
        var last = sink.Name.LastIndexOf("' in '", StringComparison.Ordinal);
        if (inner != last)
            sink = sink with { Name = sink.Name.Substring(0, inner + 1) + sink.Name.Substring(last + 1) };

        if (origin.Ordinal == Origin.Receiver || ArgumentFor(arguments, origin.Ordinal) is not { } argument)
            context.Reach(mask, ((call as IInvocationOperation)?.Instance is { IsImplicit: false } instance ? instance : call).Syntax.GetLocation(), sink);
        else
            ReachIn(argument, mask, sink);
    }

    private void AddOutput(IOperation target, ulong mask)
    {
        if (PlaceOf(Unwrap(target)) is { } place)
            _state.Write(place, new TaintValue(mask | _state.Read(place, Origins).All));
    }

    private void SetOutputs(IEnumerable<IArgumentOperation> arguments, ulong mask)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Out && PlaceOf(Unwrap(argument.Value)) is { } place)
                _state.Write(place, CanCarry(argument.Parameter.Type) ? new TaintValue(mask) : TaintValue.Clean);
        }
    }

    private TaintValue Create(IObjectCreationOperation creation)
    {
        var values = EvaluateAll(creation.Arguments);
        if (creation.Constructor is not { } constructor)
            return TaintValue.Clean;

        var text = Analysis.Sinks.ParameterOf(constructor);
        if (text >= 0 && ArgumentFor(creation.Arguments, text) is { } sql)
            CheckText(sql, new Sink(SqlSinks.NameOf(constructor), creation.Syntax.GetLocation()));

        var type = constructor.ContainingType;
        if (!type.IsInSource())
        {
            CallFunctionsIn(creation.Arguments);
            return new TaintValue(Carriers.Keeps(type) ? values.Aggregate(0UL, (all, value) => all | value.All) : 0);
        }

        // What a constructor is given stays in the members of the same names.
        var made = Analysis.Bodies.HasBody(constructor) ? Apply(creation, constructor, TaintValue.Clean, values) : TaintValue.Clean;
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.Ordinal >= values.Length || values[parameter.Ordinal].IsClean)
                continue;
            var member = type.GetMembers().FirstOrDefault(member => member is IPropertySymbol && string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
            if (member is not null)
                made = made.With("." + member.Name, values[parameter.Ordinal].All);
        }

        return made;
    }

    private static IOperation? ArgumentFor(IEnumerable<IArgumentOperation> arguments, int ordinal) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;
}
