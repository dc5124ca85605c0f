using Microsoft.CodeAnalysis.Text;

namespace Needs.Generator;

/// <summary>Writes the overload that takes a <c>Database</c> in each connection's place.</summary>
internal static class WrapperEmitter
{
    public static SourceText Emit(HandlerSpec handler) => HandlerFile.Write(handler, writer =>
    {
        Write(writer, handler);
        if (DescriptorText.IsShared(handler)) DescriptorText.WriteShared(handler, writer);
    });

    private static void Write(SourceWriter writer, HandlerSpec handler)
    {
        var names = new Names(handler);
        var isDirect = !NeedsInnerFunction(handler);
        WrapperSignature.Write(writer, handler, isDirect && handler.Return.IsAsync);
        using (writer.Braces())
        {
            WriteChecks(writer, handler);
            if (isDirect)
                new LendingBody(handler, names, handler.CancellationToken).Write(writer);
            else
                InnerFunction.Write(writer, handler, names);
        }
    }

    /// <summary>
    /// A stream without a token of its own still gets that of <c>WithCancellation</c>; and what comes by reference can't be a parameter
    /// of an async method: the work is then done by a function inside the wrapper.
    /// </summary>
    private static bool NeedsInnerFunction(HandlerSpec handler) => handler.Return.IsAsync
        && ((handler.Return.Kind == ReturnKind.AsyncStream && handler.CancellationToken is null)
            || handler.Parameters.Any(parameter => parameter.RefKind.Length > 0));

    private static void WriteChecks(SourceWriter writer, HandlerSpec handler)
    {
        var databases = handler.Parameters
            .Where(parameter => parameter.Role == ParameterRole.Connection)
            .Select(parameter => parameter.Name)
            .ToList();
        foreach (var database in databases)
            writer.Line($"global::System.ArgumentNullException.ThrowIfNull({database});");
        for (var first = 0; first < databases.Count; first++)
            for (var second = first + 1; second < databases.Count; second++)
                writer.Line($"global::Needs.Database.ThrowIfSame({databases[first]}, {databases[second]});");
    }
}
