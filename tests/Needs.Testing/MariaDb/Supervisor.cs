using System.Diagnostics;

namespace Needs.Testing.MariaDb;

/// <summary>
/// A shell that starts, pauses and kills a server on command. It waits at a pipe from the tests: when that closes, by their death too, it
/// kills the server and deletes its folder. It stands outside their process tree, so whoever kills the whole tree doesn't kill it as well.
/// </summary>
internal sealed class Supervisor : IDisposable
{
    private const string Script = """
        exec 3<&0
        (
            folder=$1 log=$2 server=
            shift 2
            end() {
                [ -n "$server" ] || return
                kill -9 "$server"
                wait "$server"
                server=
            }
            while read -r command argument <&3; do
                case $command in
                start)
                    end
                    "$@" $argument >>"$log" 2>&1 3<&- &
                    server=$!
                    ;;
                kill) end ;;
                finish)
                    kill "$server"
                    wait "$server"
                    server=
                    ;;
                signal) kill "-$argument" "$server" ;;
                esac
            done
            end
            rm -rf "$folder"
        ) </dev/null >/dev/null 2>&1 &
        """;

    private readonly Process _shell;

    /// <param name="folder">What it deletes in the end.</param>
    /// <param name="log">Where the server's output goes.</param>
    /// <param name="server">The server's program and its arguments.</param>
    public Supervisor(string folder, string log, IEnumerable<string> server) =>
        _shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, "needs-supervisor", folder, log, .. server]) { RedirectStandardInput = true })!;

    /// <summary>Starts the server, after the end of the one before.</summary>
    public Task StartAsync(string argument = "") => TellAsync($"start {argument}");

    public Task KillAsync() => TellAsync("kill");

    /// <summary>Ends the server in good order.</summary>
    public Task FinishAsync() => TellAsync("finish");

    public Task SignalAsync(string signal) => TellAsync($"signal {signal}");

    /// <summary>Begins the end: the server and its folder go soon.</summary>
    public void Dispose()
    {
        _shell.StandardInput.Close();
        _shell.Dispose();
    }

    private async Task TellAsync(string command)
    {
        await _shell.StandardInput.WriteLineAsync(command);
        await _shell.StandardInput.FlushAsync();
    }
}
