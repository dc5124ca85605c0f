using System.Diagnostics;
using System.Globalization;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>A contestant at work in a process of its own: this program once more.</summary>
internal sealed class ContestantProcess : IDisposable
{
    private readonly Process _process;

    private ContestantProcess(Contestant contestant, Process process, Uri address) => (Contestant, _process, Address) = (contestant, process, address);

    public Contestant Contestant { get; }

    public Uri Address { get; }

    public static async Task<ContestantProcess> StartAsync(Contestant contestant, string connectionString)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ContestantProcess).Assembly.Location, ContestantServer.Command, contestant.Key])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment[ContestantServer.ConnectionString] = connectionString;
        start.Environment["DOTNET_ENVIRONMENT"] = start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        // As web projects have it by default.
        start.Environment["DOTNET_gcServer"] = "1";
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The server of '{contestant}' did not start.");
        return new ContestantProcess(contestant, process, new Uri(address));
    }

    public async Task<int> ConnectionsInUseAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
        return int.Parse((await _process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until all connections are back in the pool.</summary>
    public async Task UntilIdleAsync()
    {
        for (var start = Stopwatch.StartNew(); await ConnectionsInUseAsync() > 0; await Task.Delay(100))
        {
            if (start.Elapsed > TimeSpan.FromMinutes(1)) throw new TimeoutException($"Connections of '{Contestant}' are still in use a minute after its clients have gone.");
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10))) _process.Kill();
        _process.Dispose();
    }
}
