namespace Needs.Generator;

/// <summary>Writes a wrapper whose work is done by a function inside it, with parameters of its own.</summary>
internal static class InnerFunction
{
    public static void Write(SourceWriter writer, HandlerSpec handler, Names names)
    {
        var function = names.New("__Lend");
        // A struct's function can't see `this`; it gets a copy, as an async method of a struct would.
        var self = handler is { IsStatic: false, Type.IsStruct: true } ? names.New("__self") : null;
        var isStream = handler.Return.Kind == ReturnKind.AsyncStream;
        var token = handler.CancellationToken ?? (isStream ? names.New("__cancellationToken") : null);

        var passed = handler.Parameters.Where(parameter => parameter.Role != ParameterRole.Transaction).ToList();
        var arguments = passed.Select(parameter => parameter.Name).ToList();
        var parameters = passed.Select(parameter =>
            (isStream && parameter.Name == token ? WrapperSignature.EnumeratorCancellation : "")
            + (parameter.Role == ParameterRole.Connection ? "global::Needs.Database" : parameter.Type)
            + $" {parameter.Name}").ToList();
        if (self is not null)
        {
            arguments.Insert(0, "this");
            parameters.Insert(0, $"{handler.Type.FullName} {self}");
        }

        if (isStream && handler.CancellationToken is null)
            parameters.Add($"{WrapperSignature.EnumeratorCancellation}global::System.Threading.CancellationToken {token} = default");

        writer.Line($"return {function}({string.Join(", ", arguments)});");
        writer.Line();
        var modifiers = handler.IsStatic || self is not null ? "static async" : "async";
        using (writer.Braces($"{modifiers} {handler.Return.Type} {function}({string.Join(", ", parameters)})"))
            new LendingBody(handler, names, token, self).Write(writer);
    }
}
