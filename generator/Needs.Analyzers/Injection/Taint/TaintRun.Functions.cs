using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Needs.Analyzers.Flow;

namespace Needs.Analyzers.Injection.Taint;

/// <content>Lambdas and local functions: they are looked into where they stand or are called, with what is known there.</content>
internal sealed partial class TaintRun
{
    private TaintValue Enter(IFlowAnonymousFunctionOperation function, IReadOnlyList<TaintValue> arguments) =>
        Enter(function.Symbol, graph.GetAnonymousFunctionControlFlowGraphInScope(function, Analysis.Cancellation), arguments);

    private TaintValue CallLocal(IMethodSymbol function, IReadOnlyList<TaintValue> arguments)
    {
        context.Seen.Add(function.OriginalDefinition);
        return Enter(function.OriginalDefinition, graph.GetLocalFunctionControlFlowGraphInScope(function.OriginalDefinition, Analysis.Cancellation), arguments);
    }

    private TaintValue Enter(IMethodSymbol function, ControlFlowGraph body, IReadOnlyList<TaintValue> arguments)
    {
        var run = Run(function, body, arguments, Tells);
        if (run is null)
            return TaintValue.Clean;

        // It may not be called at all, or more than once.
        if (run.End is { } end)
            _state.Join(end, Origins);
        return run.Result.Without(_state.Killed);
    }

    private TaintRun? Run(IMethodSymbol function, ControlFlowGraph body, IReadOnlyList<TaintValue> arguments, bool telling)
    {
        if (nesting >= DeepestNesting || (_state.IsClean && arguments.All(argument => argument.IsClean) && !MayRead(body)) || !context.Running.Add(function))
            return null;

        try
        {
            var start = _state.Clone();
            for (var i = 0; i < function.Parameters.Length; i++)
            {
                var parameter = function.Parameters[i];
                start.Write(new Place(parameter, ""), i < arguments.Count && CanCarry(parameter.Type) ? arguments[i] : TaintValue.Clean);
            }

            var run = new TaintRun(context, body, nesting + 1, telling);
            run.Execute(start);
            return run;
        }
        finally
        {
            context.Running.Remove(function);
        }
    }

    // Where nothing of a request is known, a function can only bring it in itself.
    private bool MayRead(ControlFlowGraph body) =>
        context.ReadsProperties || (Analysis.Reach.At(body.OriginalOperation.Syntax) & (SinkReach.Look.Request | SinkReach.Look.Reader)) != 0;

    /// <summary>Calls a function that is given to a method, each of its parameters being the value.</summary>
    private TaintValue CallFunction(IOperation function, TaintValue value) => function switch
    {
        IFlowAnonymousFunctionOperation lambda => Enter(lambda, [.. lambda.Symbol.Parameters.Select(_ => value)]),
        IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } local => CallLocal(local.Method, [.. local.Method.Parameters.Select(_ => value)]),
        IMethodReferenceOperation { Method: var method } reference when method.IsInSource() && Analysis.IsVisible(method) =>
            Apply(reference, method, Evaluate(reference.Instance), [.. method.Parameters.Select(_ => value)]),
        IMethodReferenceOperation { Method: var method } => value.All == 0 || Checks.Names.SayHarmless(method.Name) ? TaintValue.Clean : value,
        _ => TaintValue.Clean,
    };

    private void CallFunctionsIn(IEnumerable<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (Unwrap(argument.Value) is IFlowAnonymousFunctionOperation function)
                Enter(function, []);
        }
    }

    /// <summary>A handler that is given to <c>MapGet</c> and the like: its parameters are filled from the request.</summary>
    private TaintValue Map(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            switch (Unwrap(argument.Value))
            {
                case IFlowAnonymousFunctionOperation lambda:
                    Enter(lambda, [.. lambda.Symbol.Parameters.Select(FromRequest)]);
                    break;
                case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } local:
                    CallLocal(local.Method, [.. local.Method.Parameters.Select(FromRequest)]);
                    break;
            }
        }

        return TaintValue.Clean;
    }

    private TaintValue FromRequest(IParameterSymbol parameter) => ValueOf(parameter, context);

    /// <summary>What the framework puts into a parameter.</summary>
    public static TaintValue ValueOf(IParameterSymbol parameter, TaintContext context) =>
        context.Analysis.Parameters.PartOf(parameter) is { } part
            ? new TaintValue(context.Origins.Add(new Origin(part, parameter.Ordinal, parameter.Name, "", parameter.Locations.FirstOrDefault() ?? Location.None)))
            : TaintValue.Clean;
}
