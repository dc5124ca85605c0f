using System.Net.Sockets;

namespace Needs.Testing.MariaDb;

/// <summary>A private mariadbd with a temporary folder. It and its folder go when the test process ends, however that ends.</summary>
internal sealed class MariaDbProcess : MariaDbServer
{
    private const string Ready = "ready for connections";

    private readonly string _folder;
    private readonly ServerLog _log;
    private Supervisor? _supervisor;

    private MariaDbProcess(string folder)
    {
        _folder = folder;
        _log = new ServerLog($"{folder}/log");
        Port = FreePort.Find();
    }

    /// <summary>Why there can be no such server on this machine; <see langword="null"/> if there can.</summary>
    public static string? WhyNot =>
        OperatingSystem.IsWindows() ? "the tests start a server of their own on Linux and macOS only"
        : Programs.Find("mariadbd") is null || Programs.Find("mariadb-install-db") is null ? "mariadbd is not installed (Debian: apt-get install mariadb-server)"
        : null;

    protected override string User => "needs";

    public static async Task<MariaDbServer> StartNewAsync()
    {
        if (WhyNot is { } reason)
            throw new InvalidOperationException($"No MariaDB for the tests: NEEDS_MYSQL is not set, no Docker engine answers, and {reason}.");

        for (var tries = 3; ; tries--)
        {
            var server = new MariaDbProcess(await Programs.CreateFolderAsync("needs-mariadb-"));
            try
            {
                await server.CreateAsync();
                await server.RestartAsync();
                return server;
            }
            catch (InvalidOperationException error) when (tries > 1 && error.Message.Contains("Address already in use", StringComparison.Ordinal))
            {
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    public override async Task RestartAsync()
    {
        await _supervisor!.StartAsync();
        await _log.UntilAsync(Ready);
    }

    public override async Task KillAsync()
    {
        await _supervisor!.KillAsync();
        await _log.UntilAsync(IsGone, "die");
    }

    public override async ValueTask DisposeAsync()
    {
        if (_supervisor is null)
        {
            Directory.Delete(_folder, recursive: true);
            return;
        }

        _supervisor.Dispose();
        await _log.UntilAsync(() => !Directory.Exists(_folder), "go");
    }

    private async Task CreateAsync()
    {
        await Programs.InstallDatabaseAsync(_folder);
        await File.WriteAllTextAsync($"{_folder}/init.sql", $"""
            CREATE DATABASE IF NOT EXISTS {DatabaseName};
            CREATE USER IF NOT EXISTS '{User}'@'127.0.0.1' IDENTIFIED BY '{Password}';
            GRANT ALL ON *.* TO '{User}'@'127.0.0.1' WITH GRANT OPTION;

            """);
        // A server that starts deletes the temporary tables it finds, also those of another one, so no two share a folder.
        _supervisor = new Supervisor(_folder, _log.Path,
        [
            Programs.Find("mariadbd")!, "--no-defaults", .. Programs.AsUser, $"--datadir={_folder}/data", $"--tmpdir={_folder}/tmp", $"--socket={_folder}/socket",
            $"--pid-file={_folder}/pid", $"--init-file={_folder}/init.sql", $"--port={Port}", "--bind-address=127.0.0.1", "--skip-name-resolve", "--skip-log-bin",
            "--character-set-server=utf8mb4", "--performance-schema=OFF", "--innodb-use-native-aio=OFF", "--innodb-flush-log-at-trx-commit=2",
            // MySql.Data keeps what lies idle in its pools for three minutes: the tests of that time are more than the usual 151 connections.
            "--max-connections=2000",
            "--innodb-buffer-pool-size=32M", "--innodb-log-file-size=16M", "--key-buffer-size=1M", "--aria-pagecache-buffer-size=8M",
        ]);
    }

    private bool IsGone()
    {
        using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Connect("127.0.0.1", Port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
