namespace Needs.Generator;

/// <summary>
/// The static descriptor of a handler. It stands in a class of its own, beside the handler's type: a generic type would have one for each
/// of its instances. A handler with an endpoint has it inside its type, where the endpoint's file finds the same one.
/// </summary>
internal static class DescriptorText
{
    private const string Type = "global::Needs.HandlerDescriptor";

    /// <summary>Whether wrapper and endpoint, in two files, both name it.</summary>
    public static bool IsShared(HandlerSpec handler) => handler.HasEndpoint && !handler.Needs.IsEmpty;

    /// <summary>The class that holds a shared one.</summary>
    public static string SharedClass(HandlerSpec handler) =>
        $"__{Identifiers.Unescape(handler.Name)}Handler{(handler.Ordinal == 1 ? "" : "_" + Literals.Of(handler.Ordinal))}";

    public static void WriteShared(HandlerSpec handler, SourceWriter writer)
    {
        writer.Line();
        HandlerFile.WriteGeneratedCode(writer);
        using (writer.Braces($"private static class {SharedClass(handler)}")) Write(handler, writer);
    }

    public static void Write(HandlerSpec handler, SourceWriter writer)
    {
        var limits = string.Join(", ", Limits(handler.Limits));
        var arguments = $"({Literals.Of(handler.DisplayName)}){(limits.Length == 0 ? "" : $" {{ {limits} }}")}";
        if (handler.Resets.IsEmpty)
        {
            writer.Line($"internal static readonly {Type} Descriptor = new{arguments};");
            return;
        }

        writer.Line($"internal static readonly {Type} Descriptor = new {Type}{arguments}");
        using var indented = writer.Indented();
        for (var i = 0; i < handler.Resets.Count; i++) writer.Line(Reset(handler.Resets[i]) + (i == handler.Resets.Count - 1 ? ";" : ""));
    }

    private static IEnumerable<string> Limits(HandlerLimits limits)
    {
        if (limits.Retries > 0) yield return $"Retries = {Literals.Of(limits.Retries)}";
        if (limits.MaxConcurrency > 0) yield return $"MaxConcurrency = {Literals.Of(limits.MaxConcurrency)}";
        if (limits.WaitMilliseconds > 0) yield return $"WaitMilliseconds = {Literals.Of(limits.WaitMilliseconds)}";
    }

    private static string Reset(ResetSpec reset)
    {
        const string call = "connection.ResetConnectionAsync(token)";
        var task = reset.ReturnsTask ? $"new global::System.Threading.Tasks.ValueTask({call})" : call;
        return $".Resets<{reset.ConnectionType}>(static (connection, token) => {task})";
    }
}
