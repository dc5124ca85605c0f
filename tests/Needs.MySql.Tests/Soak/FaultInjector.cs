using System.Diagnostics;
using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Soak;

/// <summary>Does at random what networks, servers and their operators do on a bad day.</summary>
internal sealed class FaultInjector(SoakApplication application, int seed, Tally faults)
{
    /// <summary>When a network tells at last that nothing gets through.</summary>
    private static readonly TimeSpan NoticesAfter = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan BetweenDeaths = TimeSpan.FromSeconds(45);

    private readonly Random _random = new(seed);
    private readonly Dictionary<ProxyConnection, Stopwatch> _swallowed = [];
    private readonly Stopwatch _sinceDeath = Stopwatch.StartNew();
    private List<FaultPlan> _plans = [];

    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(_random.Next(100, 800), CancellationToken.None);
            NoticeSwallowed();
            await InjectAsync();
        }

        Heal();
        foreach (var connection in application.Proxy.Connections.Where(connection => connection.IsSwallowed)) connection.Reset();
    }

    private Task InjectAsync() => _random.Next(20) switch
    {
        < 8 => PlanAsync(RandomEnd(), once: true),
        < 10 => PlanAsync(Fault.Delay(TimeSpan.FromMilliseconds(_random.Next(1, 500))), once: false),
        10 => PlanAsync(Fault.BlackHole, once: true),
        11 => ResetAllAsync(),
        12 => TurnAwayAsync(),
        < 16 => KillAsync("CONNECTION", "ORDER BY RAND() LIMIT 1"),
        16 => KillAsync("CONNECTION", ""),
        < 19 => KillAsync("QUERY", ""),
        _ => _sinceDeath.Elapsed > BetweenDeaths ? DieAsync() : PlanAsync(RandomEnd(), once: true),
    };

    private Fault RandomEnd() => _random.Next(3) switch { 0 => Fault.Cut, 1 => Fault.Reset, _ => Fault.HalfClose };

    private Task PlanAsync(Fault fault, bool once)
    {
        if (_plans.Count > 5) Heal();
        var steps = Enum.GetValues<MySqlStep>();
        _plans.Add(application.Proxy.Add(new FaultPlan(fault)
        {
            Step = steps[_random.Next(steps.Length)],
            Passes = (PacketPart)_random.Next(3),
            Skip = _random.Next(10),
            Times = once ? 1 : 10,
        }));
        return Task.CompletedTask;
    }

    private void Heal()
    {
        foreach (var plan in _plans) faults.Add(plan.Fault.ToString()!.Split(" of ")[0], plan.Hits);
        _plans = [];
        application.Proxy.Heal();
    }

    private void NoticeSwallowed()
    {
        foreach (var connection in application.Proxy.Connections.Where(connection => connection.IsSwallowed))
        {
            if (_swallowed.TryAdd(connection, Stopwatch.StartNew()) || _swallowed[connection].Elapsed < NoticesAfter) continue;
            connection.Reset();
        }

        foreach (var gone in _swallowed.Keys.Except(application.Proxy.Connections).ToArray()) _swallowed.Remove(gone);
    }

    private Task ResetAllAsync()
    {
        faults.Add("all connections reset");
        foreach (var connection in application.Proxy.Connections) connection.Reset();
        return Task.CompletedTask;
    }

    private async Task TurnAwayAsync()
    {
        var arrivals = (Arrival)_random.Next(1, 4);
        faults.Add($"arrivals {arrivals}");
        application.Proxy.Arrivals = arrivals;
        await Task.Delay(_random.Next(100, 1000));
        application.Proxy.Arrivals = Arrival.Forwarded;
    }

    private Task KillAsync(string what, string which)
    {
        faults.Add($"KILL {what}");
        return application.Data.ExecuteAsync($"""
            BEGIN NOT ATOMIC
                DECLARE CONTINUE HANDLER FOR 1094 BEGIN END;
                FOR one IN (SELECT id FROM information_schema.processlist WHERE db = '{application.Data.Schema}' {which}) DO
                    KILL {what} one.id;
                END FOR;
            END
            """);
    }

    private async Task DieAsync()
    {
        faults.Add("server killed");
        await application.Server.KillAsync();
        await Task.Delay(_random.Next(1000));
        await application.Server.RestartAsync();
        _sinceDeath.Restart();
    }
}
