#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Jobs;

public sealed record Job(long Id, string Kind, string Payload, int Attempts);

/// <summary>Job queues and other services that run for ever.</summary>
public sealed class Worker(NpgsqlDataSource db, ILogger<Worker> log) : BackgroundService
{
    // bad: an empty queue makes the loop continue with the connection of this round
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var {|NEEDS101:connection|} = await db.OpenConnectionAsync(stoppingToken);
            var job = await connection.QueryFirstOrDefaultAsync<Job>(
                "SELECT id, kind, payload, attempts FROM jobs WHERE done_at IS NULL LIMIT 1");
            if (job is null)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
                continue;
            }

            await HandleAsync(job, stoppingToken);
            await connection.ExecuteAsync("UPDATE jobs SET done_at = now() WHERE id = @Id", job);
            await connection.CloseAsync();
        }
    }

    // good: an empty queue makes the loop wait without a connection
    public async Task PollAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Job? job;
            await using (var connection = await db.OpenConnectionAsync(stoppingToken))
                job = await connection.QueryFirstOrDefaultAsync<Job>(
                    "SELECT id, kind, payload, attempts FROM jobs WHERE done_at IS NULL LIMIT 1");
            if (job is null)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
                continue;
            }

            await HandleAsync(job, stoppingToken);
            await using (var connection = await db.OpenConnectionAsync(stoppingToken))
                await connection.ExecuteAsync("UPDATE jobs SET done_at = now() WHERE id = @Id", job);
        }
    }

    private Task HandleAsync(Job job, CancellationToken ct)
    {
        log.LogInformation("job {Id} of kind {Kind}", job.Id, job.Kind);
        return Task.Delay(job.Payload.Length, ct);
    }

    // bad: the loop that must never die catches everything, the connection dies unseen
    public async Task ForeverAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var {|NEEDS102:connection|} = await db.OpenConnectionAsync(ct);
                await connection.ExecuteAsync("SELECT heartbeat()");
                await connection.DisposeAsync();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "no heartbeat");
            }

            await Task.Delay(5000, ct);
        }
    }

    // good: the loop that must never die has an await using in its try
    public async Task ForeverUsingAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var connection = await db.OpenConnectionAsync(ct);
                await connection.ExecuteAsync("SELECT heartbeat()");
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "no heartbeat");
            }

            await Task.Delay(5000, ct);
        }
    }

    // bad: locks a job in a transaction on the caller's connection, leaves it when another was faster
    public async Task<bool> TakeAsync(NpgsqlConnection connection, long id, CancellationToken ct)
    {
        var {|NEEDS101:transaction|} = await connection.BeginTransactionAsync(ct);
        var job = await connection.QuerySingleOrDefaultAsync<Job>(
            "SELECT id, kind, payload, attempts FROM jobs WHERE id = @id FOR UPDATE SKIP LOCKED", new { id }, transaction);
        if (job is null)
            return false;

        try
        {
            await HandleAsync(job, ct);
            await connection.ExecuteAsync("DELETE FROM jobs WHERE id = @id", new { id }, transaction);
            await transaction.CommitAsync(ct);
            return true;
        }
        catch (Exception)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            throw;
        }
    }

    // good: locks a job in a transaction with await using
    public async Task<bool> TakeUsingAsync(NpgsqlConnection connection, long id, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var job = await connection.QuerySingleOrDefaultAsync<Job>(
            "SELECT id, kind, payload, attempts FROM jobs WHERE id = @id FOR UPDATE SKIP LOCKED", new { id }, transaction);
        if (job is null)
            return false;

        await HandleAsync(job, ct);
        await connection.ExecuteAsync("DELETE FROM jobs WHERE id = @id", new { id }, transaction);
        await transaction.CommitAsync(ct);
        return true;
    }

    // bad: listens for notifications, reconnects after a failure, and the broken one is never disposed
    public async Task ListenAsync(ChannelWriter<string> channel, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var {|NEEDS102:connection|} = await db.OpenConnectionAsync(ct);
            try
            {
                connection.Notification += (_, e) => channel.TryWrite(e.Payload);
                await connection.ExecuteAsync("LISTEN jobs");
                while (!ct.IsCancellationRequested)
                    await connection.WaitAsync(ct);
                await connection.DisposeAsync();
            }
            catch (NpgsqlException e)
            {
                log.LogWarning(e, "connection lost, trying again");
                await Task.Delay(1000, ct);
            }
        }
    }

    // good: listens for notifications, reconnects after a failure, disposes the broken one
    public async Task ListenFinallyAsync(ChannelWriter<string> channel, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var connection = await db.OpenConnectionAsync(ct);
            try
            {
                connection.Notification += (_, e) => channel.TryWrite(e.Payload);
                await connection.ExecuteAsync("LISTEN jobs");
                while (!ct.IsCancellationRequested)
                    await connection.WaitAsync(ct);
            }
            catch (NpgsqlException e)
            {
                log.LogWarning(e, "connection lost, trying again");
            }
            finally
            {
                await connection.DisposeAsync();
            }

            await Task.Delay(1000, ct);
        }
    }

    // bad: drains a channel in batches, the completed channel returns before the dispose
    public async Task DrainAsync(ChannelReader<string> lines)
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync();
        var batch = new List<string>(100);
        while (true)
        {
            if (!await lines.WaitToReadAsync())
                return;

            while (batch.Count < 100 && lines.TryRead(out var line))
                batch.Add(line);
            await connection.ExecuteAsync("INSERT INTO lines(text) SELECT unnest(@batch)", new { batch });
            batch.Clear();
        }
    }

    // good: drains a channel in batches within an await using
    public async Task DrainUsingAsync(ChannelReader<string> lines)
    {
        await using var connection = await db.OpenConnectionAsync();
        var batch = new List<string>(100);
        while (true)
        {
            if (!await lines.WaitToReadAsync())
                return;

            while (batch.Count < 100 && lines.TryRead(out var line))
                batch.Add(line);
            await connection.ExecuteAsync("INSERT INTO lines(text) SELECT unnest(@batch)", new { batch });
            batch.Clear();
        }
    }

    // bad: one connection a kind, a switch that leaves for unknown kinds
    public async Task<int> RetryFailedAsync(IReadOnlyList<string> kinds, CancellationToken ct)
    {
        var retried = 0;
        foreach (var kind in kinds)
        {
            var {|NEEDS101:connection|} = await db.OpenConnectionAsync(ct);
            switch (kind)
            {
                case "mail":
                    retried += await connection.ExecuteAsync("UPDATE jobs SET attempts = 0 WHERE kind = 'mail' AND attempts >= 3");
                    break;
                case "report":
                    retried += await connection.ExecuteAsync("UPDATE jobs SET attempts = 0 WHERE kind = 'report' AND attempts >= 10");
                    break;
                default:
                    log.LogWarning("unknown kind {Kind}", kind);
                    continue;
            }

            await connection.DisposeAsync();
        }

        return retried;
    }

    // good: one connection for all kinds
    public async Task<int> RetryFailedUsingAsync(IReadOnlyList<string> kinds, CancellationToken ct)
    {
        var retried = 0;
        await using var connection = await db.OpenConnectionAsync(ct);
        foreach (var kind in kinds)
        {
            switch (kind)
            {
                case "mail":
                    retried += await connection.ExecuteAsync("UPDATE jobs SET attempts = 0 WHERE kind = 'mail' AND attempts >= 3");
                    break;
                case "report":
                    retried += await connection.ExecuteAsync("UPDATE jobs SET attempts = 0 WHERE kind = 'report' AND attempts >= 10");
                    break;
                default:
                    log.LogWarning("unknown kind {Kind}", kind);
                    continue;
            }
        }

        return retried;
    }

    // bad: a leader keeps its session while it works, and after it has lost
    public async Task LeadAsync(Func<Task<bool>> work, CancellationToken ct)
    {
        var {|NEEDS102:session|} = await db.OpenConnectionAsync(ct);
        if (!await session.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_lock(42)"))
        {
            await session.DisposeAsync();
            return;
        }

        while (await work())
            log.LogDebug("still leading");
        await session.ExecuteAsync("SELECT pg_advisory_unlock(42)");
        await session.DisposeAsync();
    }

    // good: a leader keeps its session while it works, in a try with finally
    public async Task LeadFinallyAsync(Func<Task<bool>> work, CancellationToken ct)
    {
        var session = await db.OpenConnectionAsync(ct);
        try
        {
            if (!await session.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_lock(42)"))
                return;

            while (await work())
                log.LogDebug("still leading");
            await session.ExecuteAsync("SELECT pg_advisory_unlock(42)");
        }
        finally
        {
            await session.DisposeAsync();
        }
    }
}
