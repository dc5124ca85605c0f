using Needs.Runtime.Tests.Handlers;
using Needs.Testing;

namespace Needs.Runtime.Tests.Wrappers;

public sealed class StreamTests : WrapperTest
{
    public static TheoryData<string> Streams => [.. AsyncStreams.Keys];

    private static readonly Dictionary<string, Func<Database, Probe, IAsyncEnumerable<int>>> AsyncStreams = new()
    {
        ["iterator"] = (db, probe) => StreamHandlers.Iterator(db, probe),
        ["iterator without token"] = (db, probe) => StreamHandlers.IteratorWithoutToken(db, probe),
        ["not an iterator"] = (db, probe) => StreamHandlers.NotAnIterator(db, probe, default),
        ["not an iterator, without token"] = (db, probe) => StreamHandlers.NotAnIteratorWithoutToken(db, probe),
        ["in a transaction"] = (db, probe) => StreamHandlers.InTransaction(db, probe),
        ["sync"] = (db, probe) => StreamHandlers.Sync(db, probe).ToAsyncEnumerable(),
        ["sync in a transaction"] = (db, probe) => StreamHandlers.SyncInTransaction(db, probe).ToAsyncEnumerable(),
    };

    [Theory, MemberData(nameof(Streams))]
    public async Task NotEnumerated_NothingIsOpened(string name)
    {
        var stream = AsyncStreams[name](Database, new Probe());
        await using var enumerator = stream.GetAsyncEnumerator();

        Assert.Equal("", Log);
        AssertNothingIsOut();
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task Enumerated_ConnectionIsKeptToTheEndAndGivenBackThen(string name)
    {
        await using var items = AsyncStreams[name](Database, new Probe()).GetAsyncEnumerator();

        for (var i = 0; i < 3; i++)
        {
            Assert.True(await items.MoveNextAsync());
            Assert.Equal(i, items.Current);
            Assert.Equal(1, Database.LeaseCount);
        }

        Assert.False(await items.MoveNextAsync());
        AssertNothingIsOut();
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task Abandoned_IsGivenBackAndRolledBack(string name)
    {
        await foreach (var item in AsyncStreams[name](Database, new Probe()))
        {
            if (item == 1) break;
        }

        AssertNothingIsOut();
        Assert.DoesNotContain(Source.Transactions, transaction => transaction.Outcome != FakeOutcome.RolledBack);
        Assert.Empty(Failures);
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task ConsumerThrows_ItsErrorSurfacesAndAllIsGivenBack(string name)
    {
        var error = new InvalidOperationException("consumer");

        var surfaced = await Record.ExceptionAsync(async () =>
        {
            await foreach (var item in AsyncStreams[name](Database, new Probe()))
            {
                if (item == 1) throw error;
            }
        });

        Assert.Same(error, surfaced);
        AssertNothingIsOut();
        Assert.DoesNotContain(Source.Transactions, transaction => transaction.Outcome != FakeOutcome.RolledBack);
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task EnumeratedTwice_EachHasALeaseOfItsOwn(string name)
    {
        var stream = AsyncStreams[name](Database, new Probe());

        await using (var first = stream.GetAsyncEnumerator())
        {
            await using var second = stream.GetAsyncEnumerator();
            Assert.True(await first.MoveNextAsync());
            Assert.True(await second.MoveNextAsync());
            Assert.Equal(2, Database.LeaseCount);
        }

        AssertNothingIsOut();
        Assert.Equal(2, Source.Log.Count(FakeOperation.Close));
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task ThrowsOnTheWay_ItemsBeforeArriveAndErrorSurfaces(string name)
    {
        var error = new FakeDbException("third row");
        var items = new List<int>();

        var surfaced = await Record.ExceptionAsync(async () =>
        {
            await foreach (var item in AsyncStreams[name](Database, new Probe { Error = error })) items.Add(item);
        });

        Assert.Same(error, surfaced);
        Assert.Equal([0, 1], items);
        AssertNothingIsOut();
    }

    [Fact]
    public async Task TokenComesAsArgumentAndByTheEnumeration_EitherCancels()
    {
        using var argument = new CancellationTokenSource();
        using var enumeration = new CancellationTokenSource();
        async Task Enumerate(CancellationToken first, CancellationToken second, CancellationTokenSource cancelled)
        {
            await foreach (var item in StreamHandlers.Iterator(Database, new Probe(), first).WithCancellation(second))
            {
                if (item == 0) await cancelled.CancelAsync();
                Assert.NotEqual(1, item);
            }
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Enumerate(argument.Token, default, argument));
        using var another = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Enumerate(another.Token, enumeration.Token, enumeration));

        AssertNothingIsOut();
    }
}
