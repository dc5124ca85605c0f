using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Needs.Benchmarks.Programs;

/// <summary>A web program as a process of its own. It says where it listens as soon as it does.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    private static readonly HttpClient Client = new();

    private readonly Process _process;
    private readonly string _address;

    private RunningProgram(Process process, string address)
    {
        _process = process;
        _address = address;
    }

    /// <summary>From the start of the process until it listens.</summary>
    public TimeSpan Listening { get; private init; }

    /// <summary>From then until the first request was answered.</summary>
    public TimeSpan FirstRequest { get; private init; }

    /// <summary>The processor time that both took it.</summary>
    public TimeSpan Cpu { get; private init; }

    public static async Task<RunningProgram> StartAsync(WebProgram program, string path)
    {
        string[] command = program.File.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", program.File] : [program.File];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. program.Arguments])
        {
            WorkingDirectory = program.Folder,
            RedirectStandardOutput = true,
        };

        var begin = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        try
        {
            var address = await AddressAsync(process) ?? throw new InvalidOperationException($"{program.Name} ended before it listened.");
            var listening = Stopwatch.GetElapsedTime(begin);
            using (var answer = await Client.GetAsync(new Uri(address + path))) answer.EnsureSuccessStatusCode();
            var answered = Stopwatch.GetElapsedTime(begin);
            process.Refresh();
            return new RunningProgram(process, address) { Listening = listening, FirstRequest = answered - listening, Cpu = process.TotalProcessorTime };
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Status and body.</summary>
    public Task<string> GetAsync(string path) => AnswerAsync(Client.GetAsync(new Uri(_address + path)));

    /// <summary>Status and body.</summary>
    public async Task<string> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await AnswerAsync(Client.PostAsync(new Uri(_address + path), content));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<string> AnswerAsync(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    private static async Task<string?> AddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is { Success: true } match) return match.Value;
        }

        return null;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
