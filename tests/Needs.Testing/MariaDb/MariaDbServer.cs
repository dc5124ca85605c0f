namespace Needs.Testing.MariaDb;

/// <summary>
/// A real MariaDB (or MySQL) for tests. Most tests share one per test process; a test that breaks its server starts one of its own.
/// There is always a server: where none can be had, the test fails and says what is missing.
/// </summary>
public abstract class MariaDbServer : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Shared = new(FindSharedAsync);

    /// <summary>Held here, since the server goes when its owner is collected.</summary>
    private static MariaDbServer? Started;

    /// <summary>A connection string for the server itself; its user may create users and databases, and the database it names exists.</summary>
    public string ConnectionString => $"Server=127.0.0.1;Port={Port};User ID={User};Password={Password};Database={DatabaseName};SslMode=None";

    public int Port { get; protected init; }

    protected const string DatabaseName = "needs";

    protected abstract string User { get; }

    protected string Password { get; } = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12));

    /// <summary>
    /// The connection string of the server that this process shares: NEEDS_MYSQL; else a container where a Docker engine answers; else a
    /// private mariadbd. It lives as long as the process.
    /// </summary>
    public static Task<string> SharedAsync() => Shared.Value;

    /// <summary>Starts a server of the caller's own, which it may kill.</summary>
    public static async Task<MariaDbServer> StartAsync() =>
        MariaDbProcess.WhyNot is null ? await MariaDbProcess.StartNewAsync() : await MariaDbContainer.StartNewAsync();

    /// <summary>Ends the server at once, without any goodbye to its clients.</summary>
    public abstract Task KillAsync();

    /// <summary>Starts the killed server again: same port, same data.</summary>
    public abstract Task RestartAsync();

    public abstract ValueTask DisposeAsync();

    private static async Task<string> FindSharedAsync()
    {
        if (Environment.GetEnvironmentVariable("NEEDS_MYSQL") is { Length: > 0 } given) return given;

        Exception? container = null;
        if (await DockerEngine.AnswersAsync())
        {
            try
            {
                return Keep(await MariaDbContainer.StartNewAsync());
            }
            catch (Exception error) when (MariaDbProcess.WhyNot is null)
            {
                container = error;
            }
        }

        try
        {
            return Keep(await MariaDbProcess.StartNewAsync());
        }
        catch (Exception error) when (container is not null)
        {
            throw new AggregateException("Neither a container nor a mariadbd could be started.", container, error);
        }
    }

    private static string Keep(MariaDbServer server)
    {
        Started = server;
        return server.ConnectionString;
    }
}
