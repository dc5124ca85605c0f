using System.Data.Common;
using Needs.MySql.Tests.Load;

namespace Needs.MySql.Tests.Cursors;

[Collection(LoadCollection.Name)]
public class LargeResultTests
{
    private const int Rows = 1_000_000;
    private const string Sql = BigTables.Product + " LIMIT 1000000";

    [Fact]
    public async Task AMillionRows_AllocateNoMoreThanTheDriversReader_AndKeepNothing()
    {
        await using var tables = await BigTables.CreateAsync();
        ReadByReader(tables.Connection);

        var reader = Allocated(() => ReadByReader(tables.Connection));
        var heap = new List<long>();
        var cursor = Allocated(() => ReadByCursor(tables.Connection, heap));

        // A byte for each row would be a million.
        Assert.True(cursor < reader + 500_000, $"cursor {cursor:N0} bytes, reader {reader:N0}");
        Assert.True(heap[^1] < heap[0] + 8_000_000, $"{string.Join(", ", heap.Select(bytes => bytes.ToString("N0")))} bytes are kept");
    }

    private static long Allocated(Action read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        read();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void ReadByCursor(DbConnection db, List<long> heap)
    {
        var sum = 0L;
        using var rows = db.OpenCursor(Sql);
        foreach (var row in rows)
        {
            sum += row.Get<int>("id") + row.Get<string>("item").Length;
            if (rows.RowsRead % (Rows / 5) == 1) heap.Add(GC.GetTotalMemory(forceFullCollection: true));
        }

        Assert.Equal(Rows, rows.RowsRead);
        Assert.True(sum > Rows);
    }

    private static void ReadByReader(DbConnection db)
    {
        var (count, sum) = (0, 0L);
        using var command = db.CreateCommand();
        command.CommandText = Sql;
        using var reader = command.ExecuteReader();
        var (id, item) = (reader.GetOrdinal("id"), reader.GetOrdinal("item"));
        while (reader.Read())
        {
            count++;
            sum += reader.IsDBNull(id) || reader.IsDBNull(item) ? 0 : reader.GetInt32(id) + reader.GetString(item).Length;
        }

        Assert.Equal(Rows, count);
        Assert.True(sum > Rows);
    }
}
