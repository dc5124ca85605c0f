namespace Needs.Generator;

/// <summary>Writes how a handler is lent what it needs, and how all of it goes back.</summary>
/// <param name="handler">Whose body it is.</param>
/// <param name="names">Gives the names of the variables.</param>
/// <param name="token">The token that stops the wait for a connection, if there is one.</param>
/// <param name="self">The instance to call, when it is not <c>this</c>.</param>
internal sealed class LendingBody(HandlerSpec handler, Names names, string? token, string? self = null)
{
    private readonly Dictionary<string, string> _leases = [];
    private RetryText? _retry;

    private bool IsAsync => handler.Return.IsAsync;

    private bool IsInTransaction => handler.Needs.Any(need => need.InTransaction);

    public void Write(SourceWriter writer)
    {
        foreach (var need in handler.Needs)
            _leases.Add(need.ParameterName, names.New(handler.Needs.Count == 1 ? "__lease" : $"__{Identifiers.Unescape(need.ParameterName)}Lease"));
        if (handler.IsRetried) WriteAttempts(writer);
        else WriteNeed(writer, 0);
    }

    private void WriteAttempts(SourceWriter writer)
    {
        _retry = new RetryText(names.New("__attempts"), names.New("__error"));
        writer.Line(_retry.Declaration(handler, handler.Needs[0].ParameterName, token));
        using var attempts = writer.Braces(RetryText.Loop);
        using (writer.Braces("try")) WriteNeed(writer, 0);
        if (IsAsync) _retry.WriteCatchAsync(writer);
        else _retry.WriteCatch(writer);
    }

    private void WriteNeed(SourceWriter writer, int index)
    {
        if (index == handler.Needs.Count)
        {
            WriteWork(writer);
            return;
        }

        var need = handler.Needs[index];
        var lease = _leases[need.ParameterName];
        writer.Line($"var {lease} = {Await(Lend(need))};");
        using (writer.Braces("try")) WriteNeed(writer, index + 1);
        using (writer.Braces("finally")) writer.Line(IsAsync ? $"{Await($"{lease}.ReturnAsync()")};" : $"{lease}.Return();");
    }

    private string Lend(NeedSpec need)
    {
        if (_retry is not null) return _retry.Lend(need, IsAsync);
        var arguments = new List<string> { HandlerFile.Descriptor(handler) };
        if (need.InTransaction) arguments.Add(need.Isolation);
        if (IsAsync && token is not null) arguments.Add(token);
        var method = (need.InTransaction ? "LendInTransaction" : "Lend") + (IsAsync ? "Async" : "");
        return $"{need.ParameterName}.{method}({string.Join(", ", arguments)})";
    }

    private void WriteWork(SourceWriter writer)
    {
        var call = HandlerCall.Of(handler, _leases, self);
        if (handler.Return.IsStream)
            WriteStream(writer, call);
        else if (!handler.Return.HasValue)
            writer.Line($"{Await(call)};");
        else if (!IsInTransaction)
            writer.Line($"return {Await(call)};");
        else
            WriteResult(writer, call);

        if (handler.Return.HasValue) return;
        WriteCompletes(writer);
        if (handler.IsRetried) writer.Line("return;");
    }

    private void WriteResult(SourceWriter writer, string call)
    {
        var result = names.New("__result");
        writer.Line($"var {result} = {Await(call)};");
        WriteCompletes(writer);
        writer.Line($"return {result};");
    }

    private void WriteStream(SourceWriter writer, string call)
    {
        var item = names.New("__item");
        var head = IsAsync
            ? $"await foreach (var {item} in global::System.Threading.Tasks.TaskAsyncEnumerableExtensions.WithCancellation({call}, {token}).ConfigureAwait(false))"
            : $"foreach (var {item} in {call})";
        using (writer.Braces(head)) writer.Line($"yield return {item};");
    }

    private void WriteCompletes(SourceWriter writer)
    {
        foreach (var lease in handler.Needs.Where(need => need.InTransaction).Select(need => _leases[need.ParameterName]))
            writer.Line(IsAsync ? $"{Await($"{lease}.CompleteAsync()")};" : $"{lease}.Complete();");
    }

    private string Await(string expression) => IsAsync ? $"await {expression}.ConfigureAwait(false)" : expression;
}
