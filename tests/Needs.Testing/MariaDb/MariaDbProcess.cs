using System.Diagnostics;
using System.Net.Sockets;

namespace Needs.Testing.MariaDb;

/// <summary>A private mariadbd with a temporary folder. It and its folder go when the test process ends, however that ends.</summary>
internal sealed class MariaDbProcess : MariaDbServer
{
    private const string Ready = "ready for connections";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];

    private readonly string _folder;
    private Process? _supervisor;
    private int _logRead;

    private MariaDbProcess(string folder)
    {
        _folder = folder;
        Port = FreePort.Find();
    }

    /// <summary>Why there can be no such server on this machine; <see langword="null"/> if there can.</summary>
    public static string? WhyNot =>
        OperatingSystem.IsWindows() ? "the tests start a server of their own on Linux and macOS only"
        : Program("mariadbd") is null || Program("mariadb-install-db") is null ? "mariadbd is not installed (Debian: apt-get install mariadb-server)"
        : null;

    protected override string User => "needs";

    private string Log => Path.Combine(_folder, "log");

    public static async Task<MariaDbServer> StartNewAsync()
    {
        if (WhyNot is { } reason)
            throw new InvalidOperationException($"No MariaDB for the tests: NEEDS_MYSQL is not set, no Docker engine answers, and {reason}.");

        for (var tries = 3; ; tries--)
        {
            var server = new MariaDbProcess(Directory.CreateTempSubdirectory("needs-mariadb-").FullName);
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
        await TellAsync("start");
        await UntilAsync(IsReady, "start");
    }

    public override async Task KillAsync()
    {
        await TellAsync("kill");
        await UntilAsync(IsGone, "die");
    }

    public override async ValueTask DisposeAsync()
    {
        if (_supervisor is null)
        {
            Directory.Delete(_folder, recursive: true);
            return;
        }

        _supervisor.StandardInput.Close();
        _supervisor.Dispose();
        await UntilAsync(() => !Directory.Exists(_folder), "go");
    }

    /// <summary>mariadbd refuses to run as root, so there it runs as the user that its package made.</summary>
    private static string[] AsUser => Environment.IsPrivilegedProcess ? ["--user=mysql"] : [];

    /// <summary>A server that starts deletes the temporary tables it finds, also those of another one, so no two share a folder.</summary>
    private string TemporaryFolder => $"--tmpdir={_folder}/tmp";

    private async Task CreateAsync()
    {
        Directory.CreateDirectory($"{_folder}/tmp");
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "-R", "mysql", _folder);
        await RunAsync(
            Program("mariadb-install-db")!,
            ["--no-defaults", .. AsUser, $"--datadir={_folder}/data", "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve", TemporaryFolder]);
        await File.WriteAllTextAsync($"{_folder}/init.sql", $"""
            CREATE DATABASE IF NOT EXISTS {DatabaseName};
            CREATE USER IF NOT EXISTS '{User}'@'127.0.0.1' IDENTIFIED BY '{Password}';
            GRANT ALL ON *.* TO '{User}'@'127.0.0.1' WITH GRANT OPTION;

            """);
        _supervisor = Supervisor.Start(_folder, Log,
        [
            Program("mariadbd")!, "--no-defaults", .. AsUser, $"--datadir={_folder}/data", TemporaryFolder, $"--socket={_folder}/socket", $"--pid-file={_folder}/pid",
            $"--init-file={_folder}/init.sql", $"--port={Port}", "--bind-address=127.0.0.1", "--skip-name-resolve", "--skip-log-bin",
            "--character-set-server=utf8mb4", "--performance-schema=OFF", "--innodb-use-native-aio=OFF", "--innodb-flush-log-at-trx-commit=2",
            "--innodb-buffer-pool-size=32M", "--innodb-log-file-size=16M", "--key-buffer-size=1M", "--aria-pagecache-buffer-size=8M",
        ]);
    }

    private async Task TellAsync(string command)
    {
        var input = _supervisor!.StandardInput;
        await input.WriteLineAsync(command);
        await input.FlushAsync();
    }

    private bool IsReady()
    {
        if (!File.Exists(Log)) return false;
        using var reader = new StreamReader(new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        var news = text[_logRead..];
        if (news.Contains("[ERROR] Aborting", StringComparison.Ordinal)) throw new InvalidOperationException($"mariadbd did not start:\n{news}");
        if (!news.Contains(Ready, StringComparison.Ordinal)) return false;
        _logRead = text.Length;
        return true;
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

    private async Task UntilAsync(Func<bool> isTrue, string what)
    {
        var start = Stopwatch.StartNew();
        while (!isTrue())
        {
            if (start.Elapsed > Patience)
                throw new TimeoutException($"mariadbd did not {what} in {Patience}. Its log:\n{(File.Exists(Log) ? await File.ReadAllTextAsync(Log) : "none")}");
            await Task.Delay(20);
        }
    }

    private static string? Program(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} failed:\n{await output}{await errors}");
    }
}
