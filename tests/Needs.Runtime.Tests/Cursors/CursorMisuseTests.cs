using Needs.Testing;

namespace Needs.Runtime.Tests.Cursors;

public sealed class CursorMisuseTests : CursorTest
{
    [Fact]
    public async Task SecondEnumeration_IsAnError()
    {
        await using var rows = await Db.OpenCursorAsync("SELECT");
        await foreach (var _ in rows) break;

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await rows.MapAsync(row => 0).ToListAsync());

        Assert.Contains("once", error.Message);
    }

    [Fact]
    public async Task DisposedCursor_CannotBeRead()
    {
        var rows = await Db.OpenCursorAsync("SELECT");
        await rows.DisposeAsync();
        await rows.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await rows.MapAsync(row => 0).ToListAsync());
    }

    [Fact]
    public async Task CursorDisposedWhileItIsRead_CannotBeReadOn()
    {
        await using var rows = await Db.OpenCursorAsync("SELECT");

        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            await foreach (var _ in rows) await rows.DisposeAsync();
        });
    }

    [Fact]
    public async Task RowThatHasGone_IsAnError()
    {
        await using var rows = await Db.OpenCursorAsync("SELECT");
        var kept = new List<DbRow>();
        await foreach (var row in rows) kept.Add(row);

        Assert.All(kept, row => Assert.Throws<InvalidOperationException>(() => row.Get<int>("id")));
        Assert.Throws<InvalidOperationException>(() => default(DbRow).FieldCount);
    }

    [Fact]
    public async Task SecondCursorOnOneConnection_IsAnErrorThatSaysWhy()
    {
        await using var first = await Db.OpenCursorAsync("SELECT");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Db.OpenCursorAsync("SELECT"));

        Assert.Contains("A cursor is open on this connection", error.Message);
        Assert.Equal("Another command is running on this connection.", error.InnerException?.Message);
    }

    [Fact]
    public async Task SecondCursorAfterTheFirst_IsFine()
    {
        await using (var first = await Db.OpenCursorAsync("SELECT"))
            await foreach (var _ in first) break;
        Rows = Endless();

        await using var second = await Db.OpenCursorAsync("SELECT");
    }

    [Fact]
    public async Task ClosedConnection_IsTheDriversError()
    {
        await Db.CloseAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Db.OpenCursorAsync("SELECT"));

        Assert.Equal("The connection is Closed.", error.Message);
    }

    [Fact]
    public async Task NullThatIsReadAsAValue_IsAnErrorThatNamesTheColumn()
    {
        await using var rows = await Db.OpenCursorAsync("SELECT");
        await foreach (var row in rows)
        {
            Assert.True(row.IsNull("note"));
            Assert.Null(row.GetOrNull<int>("note"));
            Assert.Null(row.Get<int?>("note"));
            Assert.Null(row.GetValue("note"));
            var error = Assert.Throws<InvalidCastException>(() => row.Get<string>("note"));
            Assert.StartsWith("Column 'note' (2), of type", error.Message);
            Assert.Contains("is NULL here, and System.String was asked for", error.Message);
            break;
        }
    }

    [Fact]
    public async Task UnknownColumn_IsAnErrorThatListsThoseThereAre()
    {
        await using var rows = await Db.OpenCursorAsync("SELECT");
        await foreach (var row in rows)
        {
            var byName = Assert.Throws<ArgumentException>(() => row.Get<int>("nmae"));
            Assert.Contains("no column 'nmae'", byName.Message);
            Assert.Contains("'id', 'name', 'note'", byName.Message);
            var byOrdinal = Assert.Throws<ArgumentOutOfRangeException>(() => row.IsNull(3));
            Assert.Contains("3 columns", byOrdinal.Message);
            break;
        }
    }

    [Fact]
    public async Task WrongType_IsAnErrorThatSaysWhatTheColumnIs()
    {
        await using var rows = await Db.OpenCursorAsync("SELECT");
        await foreach (var row in rows)
        {
            var error = Assert.Throws<InvalidCastException>(() => row.Get<int>("name"));
            Assert.StartsWith("Column 'name' (1), of type STRING (System.String), can't be read as System.Int32", error.Message);
            Assert.NotNull(error.InnerException);
            break;
        }
    }

    [Fact]
    public async Task Names_AreFoundInAnyCase_AsWrittenFirst()
    {
        Rows = new FakeRows(["ID", "id", "Name", "name"], [[1, 2, "a", "b"]]);
        await using var rows = await Db.OpenCursorAsync("SELECT");
        await foreach (var row in rows)
        {
            Assert.Equal(2, row.Get<int>("id"));
            Assert.Equal(1, row.Get<int>("ID"));
            Assert.Equal("a", row.Get<string>("NAME"));
            Assert.Equal("a", row.Get<string>("NAME"));
        }
    }

    [Fact]
    public async Task Enums_AreReadAsTheirNumbers()
    {
        Rows = new FakeRows(["day", "none", "small"], [[(int)DayOfWeek.Friday, null, (byte)1]]);
        await using var rows = await Db.OpenCursorAsync("SELECT");
        await foreach (var row in rows)
        {
            Assert.Equal(DayOfWeek.Friday, row.Get<DayOfWeek>("day"));
            Assert.Null(row.GetOrNull<DayOfWeek>("none"));
            Assert.Equal(Small.One, row.Get<Small>("small"));
        }
    }

    private enum Small : byte
    {
        One = 1,
    }
}
