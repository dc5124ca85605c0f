using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Needs.Analyzers.Flow;
using Needs.Analyzers.Injection.Requests;

namespace Needs.Analyzers.Injection.Taint;

/// <summary>Tells what a method does to what it is given, for its callers.</summary>
internal static class Summarizing
{
    public static TaintSummary Of(Body body, InjectionAnalysis analysis, int depth)
    {
        if (body.Method is not { } method)
            return TaintSummary.Nothing;

        var context = new TaintContext(analysis, body.Type, summarises: true, depth);
        var start = new TaintState();
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.Out && analysis.Texts.MayCarry(parameter.Type))
                start.Write(new Place(parameter, ""), new TaintValue(context.Origins.Add(Symbolic(parameter.Ordinal, parameter.Name))));
        }

        if (!method.IsStatic && method.MethodKind != MethodKind.Constructor)
            start.Write(new Place(Place.This, ""), new TaintValue(context.Origins.Add(Symbolic(Origin.Receiver, "this"))));

        var run = new TaintRun(context, body.Graph, nesting: 0, tells: true);
        run.Execute(start);
        return new TaintSummary(
            [.. ResultOf(method, run, context)],
            [.. context.Sinks.OrderBy(sink => sink.Origin.Ordinal).ThenBy(sink => sink.Origin.Path, StringComparer.Ordinal).ThenBy(sink => sink.Sink.Location.SourceSpan.Start)],
            [.. OutputsOf(method, run, context)],
            SymbolicIn(run.ResultFacts.WhenTrue, context),
            SymbolicIn(run.ResultFacts.WhenFalse, context),
            SymbolicIn(run.End?.Killed ?? 0, context));
    }

    private static Origin Symbolic(int ordinal, string name) => new(RequestPart.Unknown, ordinal, name, "", Location.None);

    private static ImmutableArray<Origin> SymbolicIn(ulong mask, TaintContext context) => [.. context.Origins.In(mask).Where(origin => origin.IsSymbolic)];

    private static IEnumerable<(string Path, Origin Origin)> ResultOf(IMethodSymbol method, TaintRun run, TaintContext context)
    {
        var value = method.MethodKind == MethodKind.Constructor ? run.End?.Read(new Place(Place.This, ""), context.Origins) ?? TaintValue.Clean : run.Result;
        foreach (var origin in context.Origins.In(value.Mask))
            yield return ("", origin);
        if (value.Parts is null)
            yield break;

        foreach (var part in value.Parts.OrderBy(part => part.Key, StringComparer.Ordinal))
        {
            foreach (var origin in context.Origins.In(part.Value))
                yield return (part.Key, origin);
        }
    }

    private static IEnumerable<(int Parameter, Origin Origin)> OutputsOf(IMethodSymbol method, TaintRun run, TaintContext context)
    {
        if (run.End is null)
            yield break;

        foreach (var parameter in method.Parameters)
        {
            // What a builder or a list is given stays in it.
            if (!MayChange(parameter))
                continue;
            foreach (var origin in context.Origins.In(run.End.Read(new Place(parameter, ""), context.Origins).All))
            {
                if (origin.Ordinal != parameter.Ordinal)
                    yield return (parameter.Ordinal, origin);
            }
        }

        static bool MayChange(IParameterSymbol parameter) =>
            parameter.RefKind is RefKind.Out or RefKind.Ref || (parameter.Type.IsReferenceType && parameter.Type.SpecialType != SpecialType.System_String);
    }
}
