using System.Diagnostics;
using System.Reflection;
using System.Text;
using Needs.Testing;

namespace Needs.Samples.Tests.Running;

/// <summary>A sample as its user runs it: a process of its own, seen by what it prints.</summary>
public sealed class SampleProcess : IAsyncDisposable
{
    private static readonly string Output = typeof(SampleProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "SampleOutput").Value!;

    private readonly Process _process;
    private readonly StringBuilder _printed = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly (string Text, TaskCompletionSource<string> Seen) _awaited;

    private SampleProcess(string sample, string? awaited, string[] arguments)
    {
        _awaited = (awaited ?? "", new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        _process = new Process
        {
            EnableRaisingEvents = true,
            StartInfo = new ProcessStartInfo("dotnet", [RepositoryFiles.PathOf($"samples/{sample}/{Output}/{sample}.dll"), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = RepositoryFiles.PathOf($"samples/{sample}"),
                Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = "Production" },
            },
        };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
    }

    /// <summary>Everything it printed so far, errors included.</summary>
    public string Printed
    {
        get
        {
            lock (_printed) return _printed.ToString();
        }
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<(int ExitCode, string Printed)> RunAsync(string sample, params string[] arguments)
    {
        await using var run = new SampleProcess(sample, awaited: null, arguments);
        run.Start();
        return (await run.EndAsync(), run.Printed);
    }

    /// <summary>Runs until a line with that text is printed, and on.</summary>
    /// <returns>The process and the line.</returns>
    public static async Task<(SampleProcess Process, string Line)> StartAsync(string sample, string awaited, params string[] arguments)
    {
        var run = new SampleProcess(sample, awaited, arguments);
        run.Start();
        var first = await Task.WhenAny(run._awaited.Seen.Task, run._ended.Task).WaitAsync(TimeSpan.FromMinutes(2));
        if (first == run._awaited.Seen.Task) return (run, await run._awaited.Seen.Task);
        await using (run) throw new InvalidOperationException($"{sample} ended before it printed '{awaited}':\n{run.Printed}");
    }

    /// <summary>Waits until it has printed a text: what is logged for a request may come after its answer.</summary>
    public async Task AssertPrintsAsync(string text)
    {
        for (var tries = 0; tries < 1200 && !Printed.Contains(text, StringComparison.Ordinal); tries++)
            await Task.Delay(50);
        Assert.Contains(text, Printed, StringComparison.Ordinal);
    }

    /// <summary>Asks it to end, as a service manager does. (Ctrl+C's signal is ignored by whatever a shell started in the background.)</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private void Start()
    {
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _ = _process.WaitForExitAsync().ContinueWith(_ => _ended.SetResult(), TaskScheduler.Default);
    }

    private async Task<int> EndAsync()
    {
        await _ended.Task.WaitAsync(TimeSpan.FromMinutes(2));
        return _process.ExitCode;
    }

    private void Read(string? line)
    {
        if (line is null) return;
        lock (_printed) _printed.AppendLine(line);
        if (_awaited.Text.Length > 0 && line.Contains(_awaited.Text, StringComparison.Ordinal)) _awaited.Seen.TrySetResult(line);
    }
}
