namespace Needs.Generator;

/// <summary>
/// Writes the lending inside an endpoint, for handlers whose wrapper can't be called instead: synchronous ones, which would block a thread
/// while they wait for a connection, those without a token, those that are retried, and streams.
/// </summary>
internal sealed class EndpointLoans(HandlerSpec handler, EndpointNames names, SourceWriter writer)
{
    /// <summary>The loop that lends to each attempt; null for a handler that runs once.</summary>
    public RetryText? Retry { get; init; }

    public void WriteChecks()
    {
        for (var i = 0; i < handler.Needs.Count; i++)
            for (var j = i + 1; j < handler.Needs.Count; j++)
                writer.Line($"global::Needs.Database.ThrowIfSame({names.Databases[i]}, {names.Databases[j]}, {NameOf(i)}, {NameOf(j)});");
    }

    /// <param name="writeCall">Writes the call, which uses the leases.</param>
    public void Write(Action writeCall) => WriteLoan(0, writeCall);

    private void WriteLoan(int index, Action writeCall)
    {
        if (index == handler.Needs.Count)
        {
            writeCall();
            for (var i = 0; i < handler.Needs.Count; i++)
            {
                if (handler.Needs[i].InTransaction) writer.Line($"await {names.Leases[i]}.CompleteAsync().ConfigureAwait(false);");
            }

            return;
        }

        var need = handler.Needs[index];
        var lend = Retry is not null ? Retry.Lend(need, isAsync: true)
            : need.InTransaction ? $"{names.Databases[index]}.LendInTransactionAsync({HandlerFile.Descriptor(handler)}, {need.Isolation}, {names.Context}.RequestAborted)"
            : $"{names.Databases[index]}.LendAsync({HandlerFile.Descriptor(handler)}, {names.Context}.RequestAborted)";
        writer.Line($"var {names.Leases[index]} = await {lend}.ConfigureAwait(false);");
        using (writer.Braces("try")) WriteLoan(index + 1, writeCall);
        using (writer.Braces("finally")) writer.Line($"await {names.Leases[index]}.ReturnAsync().ConfigureAwait(false);");
    }

    private string NameOf(int index) => Literals.Of(Identifiers.Unescape(handler.Needs[index].ParameterName));
}
