using System.Data.Common;
using Needs.Testing;

namespace Needs.Runtime.Tests.Cursors;

public sealed class ReadingTests : CursorTest
{
    [Fact]
    public async Task Rows_AreReadInOrder()
    {
        var read = new List<string>();

        await using (var rows = await Db.OpenCursorAsync("SELECT"))
        {
            Assert.Equal(["id", "name", "note"], rows.Columns);
            await foreach (var row in rows)
                read.Add($"{row.Get<int>("id")} {row.Get<string>(1)} {row.GetOrNull<string>("note") ?? "-"}");
            Assert.Equal(3, rows.RowsRead);
        }

        Assert.Equal(["1 Ada -", "2 Bob tall", "3 Cy -"], read);
        Assert.Equal(0, Rows.Cancels);
        Assert.True(Rows.IsDisposed);
        Assert.True(Command!.IsDisposed);
    }

    [Fact]
    public void Rows_AreReadSynchronouslyToo()
    {
        using var rows = Db.OpenCursor("SELECT");
        var read = 0;

        foreach (var row in rows) read += row.Get<int>("id");

        Assert.Equal(6, read);
        Assert.True(Rows.IsDisposed);
    }

    [Fact]
    public async Task Map_KeepsWhatItMakes()
    {
        await using var rows = await Db.OpenCursorAsync("SELECT");

        var names = new List<string>();
        await foreach (var name in rows.MapAsync(row => row.Get<string>("name"))) names.Add(name);

        Assert.Equal(["Ada", "Bob", "Cy"], names);
    }

    [Fact]
    public void Map_IsSynchronousToo()
    {
        using var rows = Db.OpenCursor("SELECT");

        Assert.Equal([1, 2, 3], rows.Map(row => row.Get<int>(0)));
    }

    [Fact]
    public async Task Parameters_ReachTheDriver_NullAsNull()
    {
        await using var rows = await Db.OpenCursorAsync("SELECT @min, @name", [("@min", 5), ("@name", null)]);

        Assert.Equal("SELECT @min, @name", Command!.CommandText);
        Assert.Equal(
            [("@min", 5), ("@name", DBNull.Value)],
            Command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value!)));
    }

    [Fact]
    public async Task Options_ReachTheDriver()
    {
        await using var transaction = await Db.BeginTransactionAsync();
        var options = new CursorOptions { Transaction = transaction, CommandTimeout = TimeSpan.FromSeconds(1.5) };

        await using var rows = await Db.OpenCursorAsync("SELECT", options);

        Assert.Same(transaction, Command!.Transaction);
        Assert.Equal(2, Command.CommandTimeout);
    }

    [Fact]
    public async Task MoreRowsThanTheMost_AreNotRead_AndItSaysSo()
    {
        Rows = Endless();
        await using var rows = await Db.OpenCursorAsync("SELECT", new CursorOptions { MaxRows = 10, DrainTime = TimeSpan.Zero });

        var read = 0;
        await foreach (var _ in rows) read++;

        Assert.Equal(10, read);
        Assert.Equal(10, rows.RowsRead);
        Assert.True(rows.IsTruncated);
    }

    [Fact]
    public async Task AsManyRowsAsTheMost_AreAll()
    {
        await using var rows = await Db.OpenCursorAsync("SELECT", new CursorOptions { MaxRows = 3 });

        await foreach (var _ in rows)
        {
        }

        Assert.Equal(3, rows.RowsRead);
        Assert.False(rows.IsTruncated);
    }

    [Fact]
    public async Task CommandOfTheCaller_IsUsed_AndStaysTheirs()
    {
        await using var command = (FakeCommand)Db.CreateCommand();
        command.CommandTimeout = 77;
        Rows = Endless();

        await using (var rows = await DbCursor.OpenAsync(command, new CursorOptions { CommandTimeout = TimeSpan.FromSeconds(9) }))
        {
            await foreach (var _ in rows) break;
        }

        Assert.Same(command, Command);
        Assert.False(command.IsDisposed);
        Assert.Equal(77, command.CommandTimeout);
    }

    [Fact]
    public void RowByRow_NothingIsAllocated()
    {
        Rows = Endless();
        using var rows = Db.OpenCursor("SELECT", new CursorOptions { MaxRows = 20_000 });
        var (sum, before) = (0L, 0L);

        foreach (var row in rows)
        {
            if (rows.RowsRead == 1_000) before = GC.GetAllocatedBytesForCurrentThread();
            sum += row.Get<int>("id") + (row.GetOrNull<int>("note") ?? 0) + (row.Get<int?>("note") ?? 0) + row.Get<string>("name").Length;
        }

        // One byte a row would be 19,000; the runtime may still compile a method now and then.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000);
        Assert.Equal(20_000 * 12, sum);
    }

    [Fact]
    public async Task RowByRowAsynchronously_NothingIsAllocated()
    {
        Rows = Endless();
        await using var rows = await Db.OpenCursorAsync("SELECT", new CursorOptions { MaxRows = 20_000 });
        var (sum, before, allocated) = (0L, 0L, 0L);

        await foreach (var row in rows)
        {
            if (rows.RowsRead == 1_000) before = GC.GetAllocatedBytesForCurrentThread();
            sum += row.Get<int>("id");
            if (rows.RowsRead == 20_000) allocated = GC.GetAllocatedBytesForCurrentThread() - before; // the end may come on another thread
        }

        Assert.InRange(allocated, 0, 4_000);
        Assert.Equal(20_000 * 7, sum);
    }
}
