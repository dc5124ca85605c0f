using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Needs.Runtime.Tests.Fakes;

/// <summary>A connection of a <see cref="PooledSource"/>; open, and that is all.</summary>
internal sealed class PooledConnection(PooledSource source) : DbConnection
{
    private ConnectionState _state;

    public PooledSource Source => source;

    [AllowNull]
    public override string ConnectionString
    {
        get => source.ConnectionString;
        set { }
    }

    public override string Database => source.Key.Database;

    public override string DataSource => source.Key.Host;

    public override string ServerVersion => "1.0";

    public override ConnectionState State => _state;

    public override void Open()
    {
        source.TakeAsync(default).GetAwaiter().GetResult();
        _state = ConnectionState.Open;
    }

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        await source.TakeAsync(cancellationToken);
        _state = ConnectionState.Open;
    }

    public override void Close()
    {
        if (_state == ConnectionState.Closed) return;
        _state = ConnectionState.Closed;
        source.PutBack();
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        base.Dispose(disposing);
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => throw new NotSupportedException();
}
