using System.Diagnostics;

namespace Needs.Testing.MariaDb;

/// <summary>
/// A shell that starts and kills a server on command. It waits at a pipe from the tests: when that closes, by their death too, it kills the
/// server and deletes its folder. It stands outside their process tree, so whoever kills the whole tree doesn't kill it as well.
/// </summary>
internal static class Supervisor
{
    private const string Script = """
        exec 3<&0
        (
            folder=$1 log=$2 server=
            shift 2
            stop() {
                [ -n "$server" ] || return
                kill -9 "$server"
                wait "$server"
                server=
            }
            while read -r command <&3; do
                stop
                if [ "$command" = start ]; then
                    "$@" >>"$log" 2>&1 3<&- &
                    server=$!
                fi
            done
            stop
            rm -rf "$folder"
        ) </dev/null >/dev/null 2>&1 &
        """;

    public static Process Start(string folder, string log, IEnumerable<string> server) =>
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, "needs-supervisor", folder, log, .. server]) { RedirectStandardInput = true })!;
}
