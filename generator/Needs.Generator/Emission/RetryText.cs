namespace Needs.Generator;

/// <summary>The parts of a loop that runs a handler again.</summary>
/// <param name="attempts">The variable that counts the attempts and lends to them.</param>
/// <param name="error">The variable that takes what an attempt threw.</param>
internal sealed class RetryText(string attempts, string error)
{
    public const string Loop = "while (true)";

    /// <summary>Lends to the next attempt.</summary>
    /// <param name="need">What is lent.</param>
    /// <param name="isAsync">Whether it is awaited.</param>
    public string Lend(NeedSpec need, bool isAsync) => $"{attempts}.LendInTransaction{(isAsync ? "Async" : "")}({need.Isolation})";

    /// <param name="handler">The handler.</param>
    /// <param name="database">The database that lends to it.</param>
    /// <param name="token">The token that ends it all; null for none.</param>
    public string Declaration(HandlerSpec handler, string database, string? token) =>
        $"var {attempts} = new global::Needs.Attempts({database}, {HandlerFile.Descriptor(handler)}{(token is null ? "" : ", " + token)});";

    /// <param name="writer">Where to.</param>
    /// <param name="condition">What must hold beside, asked first: in an endpoint, where the result follows.</param>
    public void WriteCatchAsync(SourceWriter writer, string? condition = null)
    {
        writer.Line($"catch (global::System.Exception {error}) when ({(condition is null ? "" : condition + " && ")}{attempts}.CanRetry({error}))");
        using var body = writer.Braces();
        writer.Line($"await {attempts}.WaitAsync({error}).ConfigureAwait(false);");
        if (condition is not null) writer.Line("continue;");
    }

    /// <summary>
    /// Not as a filter: that is asked before the finally blocks of a synchronous handler have run, which may still need the connection.
    /// </summary>
    /// <param name="writer">Where to.</param>
    public void WriteCatch(SourceWriter writer)
    {
        writer.Line($"catch (global::System.Exception {error})");
        using var body = writer.Braces();
        writer.Line($"if (!{attempts}.CanRetry({error})) throw;");
        writer.Line($"{attempts}.Wait({error});");
    }
}
