using System.Diagnostics;

namespace Needs.Testing.MariaDb;

/// <summary>One node of a <see cref="GaleraCluster"/>, with all that can befall it.</summary>
public sealed class GaleraNode
{
    private const string NewCluster = "--wsrep-new-cluster";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly ServerLog _log;
    private readonly string _folder;
    private readonly Supervisor _supervisor;

    internal GaleraNode(string host, string folder)
    {
        Host = host;
        _folder = folder;
        _log = new ServerLog($"{folder}/log");
        _supervisor = new Supervisor(folder, _log.Path, [Programs.Find("mariadbd")!, $"--defaults-file={folder}/my.cnf", .. Programs.AsUser]);
    }

    /// <summary>Its address.</summary>
    public string Host { get; }

    /// <summary>Ends the server at once, without any goodbye to clients and other nodes.</summary>
    public async Task KillAsync()
    {
        var process = Process();
        await _supervisor.KillAsync();
        await _log.UntilAsync(() => !Directory.Exists(process), "die");
    }

    /// <summary>Starts the killed server again. It knows its last state no more, so it gets all data from another node.</summary>
    public Task RejoinAsync() => StartAsync();

    /// <summary>The process stands still (SIGSTOP): its connections stay open, new ones are accepted by the system, nothing answers.</summary>
    public Task PauseAsync() => _supervisor.SignalAsync("STOP");

    /// <summary>The process goes on (SIGCONT).</summary>
    public Task ResumeAsync() => _supervisor.SignalAsync("CONT");

    /// <summary>Cuts the node off from the other nodes, not from its clients.</summary>
    public Task IsolateAsync() => ExecuteAsync("SET GLOBAL wsrep_provider_options = 'gmcast.isolate=1'");

    /// <summary>Takes <see cref="IsolateAsync"/> back.</summary>
    public Task ReconnectAsync() => ExecuteAsync("SET GLOBAL wsrep_provider_options = 'gmcast.isolate=0'");

    /// <summary>Runs statements as root, by the local socket.</summary>
    /// <returns>What the client program printed: values, separated by tabs and line ends.</returns>
    public async Task<string> ExecuteAsync(string sql) => (await Programs.RunAsync(
        Programs.Find("mariadb")!, "--no-defaults", "--user=root", $"--socket={_folder}/socket", "--batch", "--skip-column-names", $"--execute={sql}")).Trim();

    /// <summary>A status variable's value, <c>wsrep_cluster_size</c> say; empty while the server doesn't answer.</summary>
    public async Task<string> StatusAsync(string variable)
    {
        try
        {
            return (await ExecuteAsync($"SHOW STATUS LIKE '{variable}'")).Split('\t')[^1];
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>Waits until a status variable has this value.</summary>
    public async Task UntilAsync(string variable, string value)
    {
        var start = Stopwatch.StartNew();
        while (await StatusAsync(variable) is var found && found != value)
        {
            if (start.Elapsed > Patience) throw new TimeoutException($"{variable} of node {Host} is '{found}', not '{value}', after {Patience}.");
            await Task.Delay(50);
        }
    }

    /// <summary>Waits until the node takes part in a cluster of so many nodes.</summary>
    public async Task UntilSyncedAsync(int nodes)
    {
        await UntilAsync("wsrep_cluster_size", $"{nodes}");
        await UntilAsync("wsrep_local_state_comment", "Synced");
        await UntilAsync("wsrep_ready", "ON");
    }

    /// <summary>Begins a new cluster, whose data are what this node has.</summary>
    internal Task BootstrapAsync() => StartAsync(NewCluster);

    /// <summary>Makes the first data, and leaves them in a state that others can start from.</summary>
    internal async Task PrepareAsync(string initFile)
    {
        await StartAsync($"{NewCluster} --init-file={initFile}");
        var process = Process();
        await _supervisor.FinishAsync();
        await _log.UntilAsync(() => !Directory.Exists(process), "end");
        File.Delete($"{_folder}/data/galera.cache");
    }

    internal async Task StartAsync(string argument = "")
    {
        await _supervisor.StartAsync(argument);
        await _log.UntilAsync("Synchronized with group, ready for connections", "mariadbd: ready for connections");
    }

    /// <summary>Begins the end: server and folder go.</summary>
    internal void End() => _supervisor.Dispose();

    internal Task UntilGoneAsync() => _log.UntilAsync(() => !Directory.Exists(_folder), "go");

    private string Process() => $"/proc/{File.ReadAllText($"{_folder}/pid").Trim()}";
}
