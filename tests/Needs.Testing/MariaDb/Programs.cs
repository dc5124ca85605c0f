using System.Diagnostics;

namespace Needs.Testing.MariaDb;

/// <summary>The programs of MariaDB's packages.</summary>
internal static class Programs
{
    private static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];

    /// <summary>mariadbd refuses to run as root, so there it runs as the user that its package made.</summary>
    public static string[] AsUser => Environment.IsPrivilegedProcess ? ["--user=mysql"] : [];

    public static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Makes a folder that the server may write to.</summary>
    public static async Task<string> CreateFolderAsync(string prefix)
    {
        var folder = Directory.CreateTempSubdirectory(prefix).FullName;
        Directory.CreateDirectory($"{folder}/tmp");
        await GiveToServerAsync(folder);
        return folder;
    }

    public static Task GiveToServerAsync(string folder) =>
        Environment.IsPrivilegedProcess ? RunAsync("chown", "-R", "mysql", folder) : Task.CompletedTask;

    /// <summary>Makes the system tables, with a root that needs no password.</summary>
    public static Task InstallDatabaseAsync(string folder) => RunAsync(
        Find("mariadb-install-db")!,
        [
            "--no-defaults", .. AsUser, $"--datadir={folder}/data", "--auth-root-authentication-method=normal", "--skip-test-db",
            "--skip-name-resolve", $"--tmpdir={folder}/tmp",
        ]);

    /// <returns>What the program printed.</returns>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} failed:\n{await output}{await errors}");
    }
}
