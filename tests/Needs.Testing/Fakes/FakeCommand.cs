using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Needs.Testing;

/// <summary>A command that <see cref="FakeDataSource.Query"/> answers. Two at once on one connection fail, as with real drivers.</summary>
public sealed class FakeCommand(FakeConnection connection) : DbCommand
{
    private FakeRows? _streaming;

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; } = connection;

    /// <summary>Whether it was disposed of.</summary>
    public bool IsDisposed { get; private set; }

    protected override DbParameterCollection DbParameterCollection { get; } = new FakeParameters();

    protected override DbTransaction? DbTransaction { get; set; }

    private FakeConnection Fake => (FakeConnection?)DbConnection ?? throw new InvalidOperationException("The command has no connection.");

    public override void Cancel() => _streaming?.Cancel();

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery() => Execute().Rows.Count;

    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        (await ExecuteAsync(cancellationToken)).Rows.Count;

    public override object? ExecuteScalar() => FirstValue(Execute());

    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        FirstValue(await ExecuteAsync(cancellationToken));

    protected override DbParameter CreateDbParameter() => new FakeParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        Fake.Source.Stream is { } stream ? Start(stream) : Execute().CreateDataReader();

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        Fake.Source.Stream is { } stream ? Start(stream) : (await ExecuteAsync(cancellationToken)).CreateDataReader();

    protected override void Dispose(bool disposing) => IsDisposed = true;

    /// <summary>The connection is busy until the reader is disposed of.</summary>
    private FakeReader Start(Func<FakeCommand, FakeRows> stream)
    {
        Fake.BeginCommand();
        _streaming = stream(this);
        return new FakeReader(_streaming, Fake);
    }

    private DataTable Execute()
    {
        var connection = Fake;
        DataTable? rows = null;
        connection.BeginCommand();
        try
        {
            connection.Source.Do(FakeOperation.Execute, connection, () => rows = connection.Source.Query(CommandText));
        }
        finally
        {
            connection.EndCommand();
        }

        return rows!;
    }

    private async Task<DataTable> ExecuteAsync(CancellationToken cancellationToken)
    {
        var connection = Fake;
        DataTable? rows = null;
        connection.BeginCommand();
        try
        {
            await connection.Source.DoAsync(
                FakeOperation.Execute, connection, () => rows = connection.Source.Query(CommandText), cancellationToken);
        }
        finally
        {
            connection.EndCommand();
        }

        return rows!;
    }

    private static object? FirstValue(DataTable rows) => rows.Rows.Count == 0 ? null : rows.Rows[0][0];
}
