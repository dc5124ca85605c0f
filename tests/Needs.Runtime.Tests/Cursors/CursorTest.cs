using System.Data.Common;
using Needs.Testing;

namespace Needs.Runtime.Tests.Cursors;

/// <summary>A connection, and the rows that each query on it gives.</summary>
public abstract class CursorTest : IAsyncLifetime
{
    private static readonly string[] Columns = ["id", "name", "note"];

    protected CursorTest()
    {
        Rows = new FakeRows(Columns, [[1, "Ada", null], [2, "Bob", "tall"], [3, "Cy", null]]);
        Source = new FakeDataSource
        {
            Stream = command =>
            {
                Command = command;
                return Rows;
            },
        };
        Db = Source.CreateConnection();
    }

    protected FakeDataSource Source { get; }

    protected DbConnection Db { get; }

    protected FakeRows Rows { get; set; }

    protected FakeCommand? Command { get; private set; }

    /// <summary>Rows without end.</summary>
    protected static FakeRows Endless(string[]? columns = null)
    {
        return new FakeRows(columns ?? Columns, Forever());

        static IEnumerable<object?[]> Forever()
        {
            var row = new object?[] { 7, "again", null };
            while (true) yield return row;
        }
    }

    public Task InitializeAsync() => Db.OpenAsync();

    public Task DisposeAsync() => Db.DisposeAsync().AsTask();
}
