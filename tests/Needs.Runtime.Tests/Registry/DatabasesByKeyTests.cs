using System.Collections.Concurrent;
using System.Data.Common;
using Needs.Testing;

namespace Needs.Runtime.Tests.Registry;

public sealed class DatabasesByKeyTests
{
    private static readonly DatabaseKey Key = new("ann", "secret", "db1", "shop");

    [Fact]
    public void SameKey_SameDatabase()
    {
        using var databases = new Databases([], Make);

        Assert.Same(databases.Get(Key), databases.Get(Key));
        Assert.NotSame(databases.Get(Key), databases.Get(Key with { Password = "other" }));
        Assert.Equal("ann@db1/shop", databases.Get(Key).Name);
    }

    [Fact]
    public async Task ManyAskAtOnce_FactoryRunsOncePerKey()
    {
        var made = new ConcurrentBag<DatabaseKey>();
        await using var databases = new Databases([], key =>
        {
            made.Add(key);
            Thread.Sleep(5);
            return Make(key);
        });
        var keys = Enumerable.Range(0, 8).Select(number => Key with { Database = $"tenant{number}" }).ToList();

        var found = new ConcurrentBag<Database>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 400),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            (number, _) =>
            {
                found.Add(databases.Get(keys[number % keys.Count]));
                return ValueTask.CompletedTask;
            });

        Assert.Equal(keys.Order(KeyOrder), made.Order(KeyOrder));
        Assert.Equal(8, found.Distinct().Count());
    }

    [Fact]
    public void FactoryFails_ItsErrorSurfacesAndNextCallTriesAgain()
    {
        var error = new FakeDbException("no such tenant");
        var fails = true;
        using var databases = new Databases([], key => fails ? throw error : Make(key));

        Assert.Same(error, Record.Exception(() => databases.Get(Key)));
        fails = false;

        Assert.Equal("ann@db1/shop", databases.Get(Key).Name);
    }

    [Fact]
    public void FactoryMakesNothing_ErrorNamesTheKeyWithoutItsPassword()
    {
        using var databases = new Databases([], _ => null!);

        var error = Assert.Throws<InvalidOperationException>(() => databases.Get(Key));

        Assert.Contains("ann@db1/shop", error.Message);
        Assert.DoesNotContain("secret", error.ToString());
    }

    [Fact]
    public void ThereIsNoFactory_ErrorNamesTheKeyWithoutItsPassword()
    {
        using var databases = new Databases([]);

        var error = Assert.Throws<InvalidOperationException>(() => databases.Get(Key));

        Assert.Contains("ann@db1/shop", error.Message);
        Assert.DoesNotContain("secret", error.ToString());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Disposed_DatabasesByKeyAreClosedAndNoneIsMade(bool isAsync)
    {
        var source = new FakeDataSource();
        var databases = new Databases([], _ => source);
        databases.Get(Key);

        await DatabasesTests.Dispose(databases, isAsync);

        Assert.True(source.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => databases.Get(Key));
        Assert.Throws<ObjectDisposedException>(() => databases.Get(Key with { User = "bob" }));
    }

    [Fact]
    public async Task DisposedWhileTheFactoryRuns_WhatItMakesIsClosed()
    {
        var source = new FakeDataSource();
        using var running = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var databases = new Databases([], _ =>
        {
            running.Set();
            goOn.Wait();
            return source;
        });
        var getting = Task.Run(() => databases.Get(Key));
        running.Wait();

        await databases.DisposeAsync();
        goOn.Set();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => getting);
        Assert.True(source.IsDisposed);
    }

    [Fact]
    public async Task OptionsAreGiven_TheyHoldForDatabasesByKey()
    {
        var source = new FakeDataSource();
        var options = new DatabaseOptions { Name = "ignored", OwnsDataSource = false, ShutdownTimeout = TimeSpan.Zero };
        var databases = new Databases([], _ => source, options);
        var unreturned = new List<string>();
        databases.ShutdownTimedOut += leases => unreturned.Add(leases.Database);
        var lease = databases.Get(Key).Lend(new HandlerDescriptor("Handler"));

        await databases.DisposeAsync();

        Assert.Equal(["ann@db1/shop"], unreturned);
        Assert.False(source.IsDisposed);
        lease.Return();
    }

    [Fact]
    public void OptionsAreWrong_ThrowsAtOnce() =>
        Assert.Throws<ArgumentException>(() => new Databases([], Make, new DatabaseOptions { ShutdownTimeout = TimeSpan.FromDays(-1) }));

    private static readonly Comparer<DatabaseKey> KeyOrder =
        Comparer<DatabaseKey>.Create((a, b) => string.CompareOrdinal(a.Database, b.Database));

    private static DbDataSource Make(DatabaseKey key) => new FakeDataSource(connectionString: key.ToString());
}
