using Needs.Testing;

namespace Needs.Runtime.Tests.Cursors;

public sealed class LeavingTests : CursorTest
{
    private static readonly CursorOptions AtOnce = new() { DrainTime = TimeSpan.Zero };
    private static readonly CursorOptions Patiently = new() { DrainTime = TimeSpan.FromHours(1) };

    [Fact]
    public async Task SmallRest_IsRead_NotCancelled()
    {
        await using (var rows = await Db.OpenCursorAsync("SELECT", Patiently))
            await foreach (var _ in rows) break;

        Assert.Equal(3, Rows.RowsRead);
        Assert.Equal(0, Rows.Cancels);
        await AssertConnectionServes();
    }

    [Fact]
    public async Task LongRest_IsCancelled()
    {
        Rows = Endless();

        await using (var rows = await Db.OpenCursorAsync("SELECT"))
            await foreach (var _ in rows) break;

        Assert.Equal(1, Rows.Cancels);
        await AssertConnectionServes();
    }

    [Fact]
    public async Task LongRest_IsCancelledSynchronouslyToo_FromAnotherThread()
    {
        Rows = Endless();

        using (var rows = Db.OpenCursor("SELECT", AtOnce))
            foreach (var _ in rows) break;

        Assert.Equal(1, Rows.Cancels);
        Assert.NotSame(Thread.CurrentThread, Rows.CancellingThread);
        await AssertConnectionServes();
    }

    [Fact]
    public async Task LeavingTheLoop_EndsTheQuery_BeforeTheCursorIsDisposed()
    {
        Rows = Endless();
        await using var rows = await Db.OpenCursorAsync("SELECT");

        await foreach (var _ in rows) break;

        Assert.True(Rows.IsDisposed);
    }

    [Fact]
    public async Task NotReadAtAll_IsEndedToo()
    {
        Rows = Endless();

        await using (await Db.OpenCursorAsync("SELECT"))
        {
        }

        Assert.Equal(1, Rows.Cancels);
        await AssertConnectionServes();
    }

    [Fact]
    public async Task ErrorOfTheReader_Surfaces_AndTheQueryEnds()
    {
        Rows = Endless();
        var thrown = new FormatException();

        var caught = await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await using var rows = await Db.OpenCursorAsync("SELECT");
            await foreach (var _ in rows) throw thrown;
        });

        Assert.Same(thrown, caught);
        await AssertConnectionServes();
    }

    [Fact]
    public async Task ErrorOfTheDriver_Surfaces_WhateverDisposingThrows()
    {
        var thrown = new FakeDbException("the disk is on fire");
        Rows.Reading.Throws(thrown);
        Rows.Disposing.Throws(new FakeDbException("and nobody puts it out"));

        var caught = await Assert.ThrowsAsync<FakeDbException>(async () =>
        {
            await using var rows = await Db.OpenCursorAsync("SELECT");
            await foreach (var _ in rows)
            {
            }
        });

        Assert.Same(thrown, caught);
    }

    [Fact]
    public async Task ConnectionThatBreaks_EndsAtOnce()
    {
        Rows = Endless();
        await using var rows = await Db.OpenCursorAsync("SELECT", Patiently);
        await foreach (var _ in rows)
        {
            Rows.Reading.Breaks(new FakeDbException("gone"));
            break;
        }

        Assert.Equal(System.Data.ConnectionState.Broken, Db.State);
        Assert.True(Rows.IsDisposed);
    }

    [Fact]
    public async Task CancelOfTheOptions_TakesThePlaceOfTheDrivers()
    {
        Rows = Endless();
        var called = 0;
        var options = new CursorOptions
        {
            DrainTime = TimeSpan.Zero,
            Cancel = command =>
            {
                called++;
                command.Cancel();
            },
        };

        await using (var rows = await Db.OpenCursorAsync("SELECT", options))
            await foreach (var _ in rows) break;

        Assert.Equal(1, called);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CancelWithoutEffect_IsRepeated(bool fails)
    {
        Rows = Endless();
        Rows.DeafTo = 2;
        Rows.CancelError = fails ? new FakeDbException("too many connections") : null;

        await using (var rows = await Db.OpenCursorAsync("SELECT", AtOnce))
            await foreach (var _ in rows) break;

        Assert.Equal(3, Rows.Cancels);
        await AssertConnectionServes();
    }

    private async Task AssertConnectionServes()
    {
        Rows = Endless();
        await using var rows = await Db.OpenCursorAsync("SELECT", AtOnce);
        Assert.Equal(7, await rows.MapAsync(row => row.Get<int>("id")).FirstAsync());
    }
}
