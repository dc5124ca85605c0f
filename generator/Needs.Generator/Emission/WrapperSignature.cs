namespace Needs.Generator;

/// <summary>Writes everything of a wrapper above its body: comment, attributes, modifiers, parameters, constraints.</summary>
internal static class WrapperSignature
{
    private const int LongestLine = 120;
    private const string Database = "global::Needs.Database";
    public const string EnumeratorCancellation = "[global::System.Runtime.CompilerServices.EnumeratorCancellation] ";

    public static void Write(SourceWriter writer, HandlerSpec handler, bool isAsync)
    {
        writer.Line($"/// <inheritdoc cref=\"{Escape(handler.DocumentationId)}\"/>");
        foreach (var attribute in handler.Attributes) writer.Line($"[{attribute}]");
        foreach (var attribute in handler.ReturnAttributes) writer.Line($"[return: {attribute}]");
        HandlerFile.WriteGeneratedCode(writer);

        var head = $"{handler.Modifiers}{(isAsync ? " async" : "")} {handler.Return.Type} {handler.Name}{TypeParameters(handler)}(";
        WriteParameters(writer, head, Parameters(handler, isAsync).ToList());
        WriteConstraints(writer, handler);
    }

    private static void WriteParameters(SourceWriter writer, string head, List<string> parameters)
    {
        var line = $"{head}{string.Join(", ", parameters)})";
        if (line.Length <= LongestLine)
        {
            writer.Line(line);
            return;
        }

        writer.Line(head);
        using (writer.Indented())
            for (var i = 0; i < parameters.Count; i++)
                writer.Line(parameters[i] + (i < parameters.Count - 1 ? "," : ")"));
    }

    private static void WriteConstraints(SourceWriter writer, HandlerSpec handler)
    {
        using (writer.Indented())
            foreach (var parameter in handler.TypeParameters)
                if (parameter.Constraints is { } constraints)
                    writer.Line($"where {parameter.Name} : {constraints}");
    }

    private static IEnumerable<string> Parameters(HandlerSpec handler, bool isAsync)
    {
        var takesEnumeratorToken = isAsync && handler.Return.Kind == ReturnKind.AsyncStream;
        var prefix = handler.IsExtension ? "this " : "";
        foreach (var parameter in handler.Parameters)
        {
            if (parameter.Role == ParameterRole.Transaction) continue;
            yield return prefix + (parameter.Role == ParameterRole.Connection
                ? $"{Database} {parameter.Name}"
                : Declare(parameter, takesEnumeratorToken && parameter.Name == handler.CancellationToken));
            prefix = "";
        }
    }

    private static string Declare(ParameterSpec parameter, bool takesEnumeratorToken)
    {
        var text = string.Concat(parameter.Attributes.Select(attribute => $"[{attribute}] "));
        if (takesEnumeratorToken) text += EnumeratorCancellation;
        if (parameter.IsParams) text += "params ";
        if (parameter.IsScoped) text += "scoped ";
        if (parameter.RefKind.Length > 0) text += parameter.RefKind + " ";
        text += $"{parameter.Type} {parameter.Name}";
        return parameter.Default is { } value ? $"{text} = {value}" : text;
    }

    private static string TypeParameters(HandlerSpec handler)
    {
        if (handler.TypeParameters.IsEmpty) return "";
        var parameters = handler.TypeParameters.Select(parameter =>
            string.Concat(parameter.Attributes.Select(attribute => $"[{attribute}] ")) + parameter.Name);
        return $"<{string.Join(", ", parameters)}>";
    }

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace("\"", "&quot;");
}
