using System.Data;
using System.Data.Common;

namespace Needs.Testing;

/// <summary>
/// A data source without a server. It logs what it is asked for, fails where a test wants it to, and can have a pool of limited size.
/// Asynchronous operations do complete asynchronously.
/// </summary>
public sealed class FakeDataSource : DbDataSource
{
    private readonly FakePoint[] _points = [.. Enum.GetValues<FakeOperation>().Select(_ => new FakePoint())];
    private readonly List<FakeTransaction> _transactions = [];
    private readonly SemaphoreSlim? _pool;
    private int _lastConnection;
    private int _openConnections;
    private int _mostOpenConnections;

    /// <param name="poolSize">How many connections may be open at once; <see langword="null"/> for any number.</param>
    /// <param name="connectionString">What <see cref="ConnectionString"/> says.</param>
    public FakeDataSource(int? poolSize = null, string connectionString = "Server=fake")
    {
        PoolSize = poolSize;
        ConnectionString = connectionString;
        if (poolSize is { } size) _pool = new SemaphoreSlim(size, size);
    }

    public override string ConnectionString { get; }

    public int? PoolSize { get; }

    /// <summary>How long an open waits for a pool that is exhausted before it fails, as drivers do.</summary>
    public TimeSpan PoolTimeout { get; set; } = TimeSpan.FromSeconds(15);

    public FakeLog Log { get; } = new();

    public int OpenConnections => Volatile.Read(ref _openConnections);

    /// <summary>The highest number of connections that were open at once.</summary>
    public int MostOpenConnections => Volatile.Read(ref _mostOpenConnections);

    public bool IsDisposed { get; private set; }

    /// <summary>Makes the connections; a test that needs a type of its own replaces it.</summary>
    public Func<FakeDataSource, FakeConnection> MakeConnection { get; set; } = static source => new FakeConnection(source);

    /// <summary>Answers queries: SQL in, rows out.</summary>
    public Func<string, DataTable> Query { get; set; } = static _ => new DataTable();

    /// <summary>Answers queries row by row, instead of <see cref="Query"/>.</summary>
    public Func<FakeCommand, FakeRows>? Stream { get; set; }

    /// <summary>The transactions that were begun, in order.</summary>
    public IReadOnlyList<FakeTransaction> Transactions
    {
        get { lock (_transactions) return [.. _transactions]; }
    }

    /// <summary>Where the test plans what happens at an operation.</summary>
    public FakePoint At(FakeOperation operation) => _points[(int)operation];

    protected override DbConnection CreateDbConnection() => MakeConnection(this);

    protected override void Dispose(bool disposing)
    {
        if (!disposing || IsDisposed) return;
        Do(FakeOperation.DisposeDataSource, null, () => IsDisposed = true);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        if (IsDisposed) return;
        await DoAsync(FakeOperation.DisposeDataSource, null, () => IsDisposed = true, default);
    }

    internal int NextConnection() => Interlocked.Increment(ref _lastConnection);

    internal void Do(FakeOperation operation, FakeConnection? connection, Action action)
    {
        var failed = true;
        try
        {
            At(operation).Pass(connection);
            action();
            failed = false;
        }
        finally
        {
            Log.Add(new FakeEvent(operation, IsAsync: false, connection?.Number ?? 0, failed, HadToken: false));
        }
    }

    internal async Task DoAsync(FakeOperation operation, FakeConnection? connection, Action action, CancellationToken cancellationToken)
    {
        var failed = true;
        try
        {
            await Task.Yield();
            await At(operation).PassAsync(connection, cancellationToken);
            action();
            failed = false;
        }
        finally
        {
            Log.Add(new FakeEvent(operation, IsAsync: true, connection?.Number ?? 0, failed, cancellationToken.CanBeCanceled));
        }
    }

    internal void EnterPool()
    {
        if (_pool?.Wait(PoolTimeout) == false) throw Exhausted();
        CountOpen();
    }

    internal async Task EnterPoolAsync(CancellationToken cancellationToken)
    {
        if (_pool is not null && !await _pool.WaitAsync(PoolTimeout, cancellationToken)) throw Exhausted();
        CountOpen();
    }

    internal void LeavePool()
    {
        Interlocked.Decrement(ref _openConnections);
        _pool?.Release();
    }

    internal void Add(FakeTransaction transaction)
    {
        lock (_transactions) _transactions.Add(transaction);
    }

    private void CountOpen()
    {
        var open = Interlocked.Increment(ref _openConnections);
        for (var most = _mostOpenConnections; open > most; most = _mostOpenConnections)
            Interlocked.CompareExchange(ref _mostOpenConnections, open, most);
    }

    private FakeDbException Exhausted() => new($"All {PoolSize} pooled connections are in use.");
}
