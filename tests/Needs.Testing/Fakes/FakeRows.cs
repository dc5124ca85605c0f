namespace Needs.Testing;

/// <summary>The answer to one query, row by row: what a test wants to happen on the way, and what happened.</summary>
public sealed class FakeRows(IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
{
    private int _cancels;
    private volatile bool _isCancelled;

    public IReadOnlyList<string> Columns { get; } = columns;

    public IEnumerable<object?[]> Rows { get; } = rows;

    /// <summary>Where the test plans what happens at the reading of each row.</summary>
    public FakePoint Reading { get; } = new();

    /// <summary>Where the test plans what happens when the reader is disposed of.</summary>
    public FakePoint Disposing { get; } = new();

    /// <summary>How many Cancels have no effect, as with a query that has not reached the server yet.</summary>
    public int DeafTo { get; set; }

    /// <summary>What the Cancels without effect throw.</summary>
    public Exception? CancelError { get; set; }

    public int RowsRead { get; internal set; }

    public bool IsDisposed { get; internal set; }

    /// <summary>How often the query was cancelled.</summary>
    public int Cancels => Volatile.Read(ref _cancels);

    /// <summary>The thread that cancelled it last.</summary>
    public Thread? CancellingThread { get; private set; }

    internal bool IsCancelled => _isCancelled;

    internal void Cancel()
    {
        CancellingThread = Thread.CurrentThread;
        if (Interlocked.Increment(ref _cancels) <= DeafTo)
        {
            if (CancelError is not null) throw CancelError;
            return;
        }

        _isCancelled = true;
        Reading.Clear();
    }
}
