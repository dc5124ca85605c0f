using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Needs.Testing;

/// <summary>A connection without a server. Like a driver's, it rolls an unfinished transaction back when it closes.</summary>
public class FakeConnection(FakeDataSource source) : DbConnection
{
    private ConnectionState _state = ConnectionState.Closed;
    private bool _commandRuns;
    private string _connectionString = source.ConnectionString;

    public FakeDataSource Source { get; } = source;

    /// <summary>1 for the first connection that the data source made.</summary>
    public int Number { get; } = source.NextConnection();

    public bool IsDisposed { get; private set; }

    public FakeTransaction? CurrentTransaction { get; internal set; }

    [AllowNull]
    public override string ConnectionString
    {
        get => _connectionString;
        set => _connectionString = value ?? "";
    }

    public override string Database => "fake";

    public override string DataSource => "fake";

    public override string ServerVersion => "1.0";

    public override ConnectionState State => _state;

    /// <summary>What a lost network does to a connection.</summary>
    public void Break() => MoveTo(ConnectionState.Broken);

    public override void Open()
    {
        ThrowIfNotClosed();
        Source.EnterPool();
        try
        {
            Source.Do(FakeOperation.Open, this, () => MoveTo(ConnectionState.Open));
        }
        catch
        {
            Source.LeavePool();
            throw;
        }
    }

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        ThrowIfNotClosed();
        await Source.EnterPoolAsync(cancellationToken);
        try
        {
            await Source.DoAsync(FakeOperation.Open, this, () => MoveTo(ConnectionState.Open), cancellationToken);
        }
        catch
        {
            Source.LeavePool();
            throw;
        }
    }

    public override void Close()
    {
        if (_state == ConnectionState.Closed) return;
        try
        {
            Source.Do(FakeOperation.Close, this, static () => { });
        }
        finally
        {
            Closed();
        }
    }

    public override async Task CloseAsync()
    {
        if (_state == ConnectionState.Closed) return;
        try
        {
            await Source.DoAsync(FakeOperation.Close, this, static () => { }, default);
        }
        finally
        {
            Closed();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        IsDisposed = true;
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        IsDisposed = true;
        Close();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        ThrowIfNotOpen();
        FakeTransaction? begun = null;
        Source.Do(FakeOperation.Begin, this, () => begun = Began(isolationLevel));
        return begun!;
    }

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(
        IsolationLevel isolationLevel, CancellationToken cancellationToken)
    {
        ThrowIfNotOpen();
        FakeTransaction? begun = null;
        await Source.DoAsync(FakeOperation.Begin, this, () => begun = Began(isolationLevel), cancellationToken);
        return begun!;
    }

    protected override DbCommand CreateDbCommand() => new FakeCommand(this);

    internal void ThrowIfNotOpen()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (_state != ConnectionState.Open) throw new InvalidOperationException($"The connection is {_state}.");
    }

    internal void BeginCommand()
    {
        ThrowIfNotOpen();
        if (Interlocked.Exchange(ref _commandRuns, true))
            throw new InvalidOperationException("Another command is running on this connection.");
    }

    internal void EndCommand() => Volatile.Write(ref _commandRuns, false);

    private FakeTransaction Began(IsolationLevel isolation)
    {
        if (CurrentTransaction is not null) throw new InvalidOperationException("Transactions can't be nested.");
        CurrentTransaction = new FakeTransaction(this, isolation);
        Source.Add(CurrentTransaction);
        return CurrentTransaction;
    }

    private void ThrowIfNotClosed()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (_state != ConnectionState.Closed) throw new InvalidOperationException($"The connection is {_state}.");
    }

    private void Closed()
    {
        CurrentTransaction?.ConnectionClosed();
        MoveTo(ConnectionState.Closed);
        Source.LeavePool();
    }

    private void MoveTo(ConnectionState state)
    {
        var before = _state;
        _state = state;
        OnStateChange(new StateChangeEventArgs(before, state));
    }
}
