using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>Which handlers can be run again as if they had never run: NEEDS026.</summary>
internal static class RetryRules
{
    public static void Check(HandlerShape shape, ImmutableArray<ShapeProblem>.Builder problems)
    {
        if (shape.Limits.Retries <= 0 || Why(shape) is not { } why) return;
        var place = HandlerAttributes.Of(shape.Method).Select(attribute => attribute.PlaceOf(HandlerLimits.RetriesName)).FirstOrDefault(place => place is not null);
        problems.Add(new(DiagnosticIds.UnretryableHandler, place ?? shape.Method.Locations.FirstOrDefault() ?? Location.None, shape.Method.Name, why));
    }

    /// <summary>Whether nothing is in the way but that no transaction was asked for.</summary>
    public static bool NeedsTransaction(HandlerShape shape) =>
        shape is { Limits.Retries: > 0, Return.IsStream: false, Needs: [{ InTransaction: false }] };

    private static string? Why(HandlerShape shape)
    {
        if (shape.Return.IsStream) return "it is a stream, and what it has yielded can't be taken back; return a list, or leave out Retries";
        if (shape.Needs.Length > 1) return "it is lent several connections, which don't commit together; use one, or leave out Retries";
        if (NeedsTransaction(shape)) return "it has no transaction that would undo what a failed attempt did; add Transaction = true";
        return shape.Parameters.Where(parameter => parameter.Role == ParameterRole.Argument).Select(parameter => Why(parameter.Symbol)).FirstOrDefault(why => why is not null);
    }

    private static string? Why(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.Ref => $"a failed attempt may have changed the ref parameter '{parameter.Name}'; pass it by value and return the new one",
        RefKind.Out => $"a failed attempt may have set the out parameter '{parameter.Name}'; return the value",
        _ when IsUsedUp(parameter.Type) => $"a failed attempt may have read '{parameter.Name}', which can be read only once; read it before, and pass what was read",
        _ => null,
    };

    private static bool IsUsedUp(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol parameter) return parameter.ConstraintTypes.Any(IsUsedUp);
        if (IsCursor(type) || type.InterfaceDefinitions().Any(IsCursor)) return true;
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (IsReader(current)) return true;
        }

        return false;
    }

    private static bool IsReader(ITypeSymbol type) =>
        type.Is("Stream", "System", "IO") || type.Is("TextReader", "System", "IO") || type.Is("PipeReader", "System", "IO", "Pipelines")
        || type.Is("ChannelReader", "System", "Threading", "Channels") || type.Is("DbCursor", "Needs");

    private static bool IsCursor(ITypeSymbol type) =>
        type.Is("IEnumerator", "System", "Collections") || type.Is("IAsyncEnumerator", "System", "Collections", "Generic") || type.Is("IDataReader", "System", "Data");
}
