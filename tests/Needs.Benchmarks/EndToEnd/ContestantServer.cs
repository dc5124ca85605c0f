using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>
/// What runs in a contestant's process: Kestrel as it is by default. It tells its address first, then, for each line that it reads, how many
/// connections are in use; and ends when there is nothing more to read, by the death of its starter too.
/// </summary>
internal static class ContestantServer
{
    public const string Command = "serve";
    public const string ConnectionString = "NEEDS_BENCHMARKS_DATABASE";

    public static async Task RunAsync(string key)
    {
        var contestant = Contestant.All.Single(known => known.Key == key);
        using var inUse = new ConnectionsInUse();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        contestant.AddServices(builder.Services, Environment.GetEnvironmentVariable(ConnectionString)!);
        await using var app = builder.Build();
        contestant.Map(app);
        await app.StartAsync();

        // On a thread of its own, since a contestant may block all of the pool's.
        var talk = new Thread(() => Talk(app.Urls.First(), inUse)) { IsBackground = true };
        talk.Start();
        await Task.Delay(Timeout.Infinite);
    }

    private static void Talk(string address, ConnectionsInUse inUse)
    {
        Console.WriteLine(address);
        while (Console.ReadLine() is not null) Console.WriteLine(inUse.Count);
        Environment.Exit(0);
    }
}
