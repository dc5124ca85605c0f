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

    /// <param name="condition">What must hold beside, asked first.</param>
    public string Catch(string? condition = null) =>
        $"catch (global::System.Exception {error}) when ({(condition is null ? "" : condition + " && ")}{attempts}.CanRetry({error}))";

    /// <summary>Waits until the next attempt is due.</summary>
    /// <param name="isAsync">Whether it is awaited.</param>
    public string Wait(bool isAsync) => $"{attempts}.Wait{(isAsync ? "Async" : "")}({error})";
}
