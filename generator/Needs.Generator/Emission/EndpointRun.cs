namespace Needs.Generator;

/// <summary>Writes the part of an endpoint in which everything is bound: lend, run, give back, write the result.</summary>
internal sealed class EndpointRun(HandlerSpec handler, EndpointSpec endpoint, EndpointNames names, EndpointBinding binding, SourceWriter writer)
{
    private const string Runtime = EndpointNames.Runtime;

    /// <summary>Each attempt has an object of its own, which lives until the result is written: a failed one may have left it half changed.</summary>
    public void WriteAttempts()
    {
        var retry = new RetryText(names.Attempts, names.Error);
        writer.Line(retry.Declaration(handler, names.Databases[0], $"{names.Context}.RequestAborted"));
        using var attempts = writer.Braces(RetryText.Loop);
        WriteObject();
        Write(retry);
        if (!handler.Return.HasValue) writer.Line();
        writer.Line("return;");
    }

    public void Write(RetryText? retry = null)
    {
        if (IsFollowed)
        {
            retry = new RetryText(names.Attempts, names.Error);
            writer.Line(retry.Declaration(handler, names.Databases[0], $"{names.Context}.RequestAborted"));
        }

        var loans = new EndpointLoans(handler, names, writer) { Retry = retry };
        if (!CallsWrapper) loans.WriteChecks();
        if (handler.Return.HasValue) writer.Line($"{endpoint.Result.Type} {names.Result};");
        if (handler.Needs.IsEmpty) WriteCall();
        else WriteLent(loans);
        if (endpoint.Form is { HasSink: true }) writer.Line($"using var {names.Outcome} = {Runtime}.FormReader.HandlerEnded({names.Context});");
        if (handler.Return.HasValue) WriteResult();
    }

    public void WriteObject()
    {
        if (endpoint.Object is not { } instance) return;
        var arguments = instance.Arguments.Select(binding.Expression).ToList();
        var prefix = instance.Disposal switch
        {
            ObjectDisposal.Asynchronous => "await using ",
            ObjectDisposal.Synchronous => "using ",
            _ => "",
        };
        writer.Line($"{prefix}var {names.Handler} = new {instance.Type}({(arguments.Count == 0 ? ");" : "")}");
        using var indented = writer.Indented();
        for (var i = 0; i < arguments.Count; i++) writer.Line(arguments[i] + (i == arguments.Count - 1 ? ");" : ","));
    }

    private void WriteLent(EndpointLoans loans)
    {
        using (writer.Braces("try"))
        {
            if (CallsWrapper) WriteCallOfWrapper();
            else loans.Write(WriteCall);
        }

        if (handler.IsRetried) loans.Retry!.WriteCatchAsync(writer, $"{Runtime}.RequestRetry.CanRun({names.Context})");
        WriteRefusal(loans.Retry is null ? HandlerFile.Descriptor(handler) : names.Attempts);
    }

    /// <summary>Around what is lent and run, not around the rest: when the result is written, the work is done.</summary>
    /// <param name="witness">What knows whether something of the work is done: the attempts, or else the handler.</param>
    private void WriteRefusal(string witness)
    {
        var error = $"{names.Context}, {names.Error}";
        writer.Line($"catch (global::System.Exception {names.Error}) when ({Runtime}.Refusal.Explains({error}, {witness}))");
        using var body = writer.Braces();
        writer.Line($"await {Runtime}.Refusal.AnswerAsync({error}).ConfigureAwait(false);");
        writer.Line("return;");
    }

    /// <summary>Whether it has but one transaction and runs once: its only attempt then tells whether something of the work is done.</summary>
    private bool IsFollowed => handler is { IsRetried: false, Return.IsStream: false, Needs.Count: 1 } && handler.Needs[0].InTransaction;

    /// <summary>
    /// The wrapper does it all, when it also takes the token that stops its wait for a connection. It knows of no response, though, which
    /// decides whether there may be another attempt.
    /// </summary>
    private bool CallsWrapper => handler is { Return: { IsAsync: true, IsStream: false }, CancellationToken: not null, IsRetried: false } && !IsFollowed;

    private void WriteCallOfWrapper()
    {
        var arguments = new List<string>();
        foreach (var parameter in handler.Parameters)
        {
            if (parameter.Role == ParameterRole.Connection) arguments.Add(names.Databases[NeedOf(parameter)]);
            else if (parameter.Role == ParameterRole.Argument) arguments.Add(HandlerCall.Argument(parameter));
        }

        var call = $"await {Self ?? handler.Type.FullName}.{handler.Name}({string.Join(", ", arguments)}).ConfigureAwait(false)";
        writer.Line(handler.Return.HasValue ? $"{names.Result} = {call};" : $"{call};");
    }

    private void WriteCall()
    {
        var leases = new Dictionary<string, string>();
        for (var i = 0; i < handler.Needs.Count; i++) leases.Add(handler.Needs[i].ParameterName, names.Leases[i]);

        var call = HandlerCall.Of(handler, leases, Self);
        if (handler.Return.IsStream)
        {
            writer.Line($"await {Runtime}.HandlerResult.StreamJsonAsync<{endpoint.Result.Type}>({names.Context}, {call}).ConfigureAwait(false);");
            return;
        }

        var value = handler.Return.IsAsync ? $"await {call}.ConfigureAwait(false)" : call;
        writer.Line(handler.Return.HasValue ? $"{names.Result} = {value};" : $"{value};");
    }

    private void WriteResult()
    {
        var method = endpoint.Result.Kind switch
        {
            ResultKind.Text => "WriteTextAsync",
            ResultKind.Result => "ExecuteAsync",
            ResultKind.Any => "WriteAsync",
            _ => $"WriteJsonAsync<{endpoint.Result.Type}>",
        };
        writer.Line();
        writer.Line($"await {Runtime}.HandlerResult.{method}({names.Context}, {names.Result}).ConfigureAwait(false);");
    }

    private string? Self => endpoint.Object is null ? null : names.Handler;

    private int NeedOf(ParameterSpec parameter) => handler.Needs.ToList().FindIndex(need => need.ParameterName == parameter.Name);
}
