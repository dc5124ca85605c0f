using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Needs.Cursors;

namespace Needs;

/// <summary>
/// Reads the rows of one query, forward, once, one at a time: memory stays flat, however many there are. Leaving early does not read the
/// rest, as drivers do: what does not end within <see cref="CursorOptions.DrainTime"/> is ended at the server, and the connection can be used
/// again. Only the first result of a query that has several is read. Not for use by two threads at once.
/// </summary>
[DebuggerDisplay("{RowsRead} rows read, open = {IsOpen}")]
public sealed class DbCursor : IAsyncEnumerable<DbRow>, IAsyncDisposable, IDisposable
{
    private readonly RunningQuery _query;
    private readonly long? _maxRows;
    private bool _isEnumerated;
    private bool _standsOnRow;

    private DbCursor(RunningQuery query, long? maxRows)
    {
        _query = query;
        _maxRows = maxRows;
        Names = new ColumnNames(query.Reader);
    }

    /// <summary>The names of the columns, in their order.</summary>
    public IReadOnlyList<string> Columns => Names.All;

    /// <summary>How many rows were read so far.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Whether <see cref="CursorOptions.MaxRows"/> ended the reading, and there was at least one row more.</summary>
    public bool IsTruncated { get; private set; }

    internal ColumnNames Names { get; }

    internal bool IsOpen => !_query.HasEnded;

    /// <summary>Runs a command that is set up already, and gives a cursor on its rows.</summary>
    /// <param name="command">
    /// The command; its connection can do nothing else until the cursor is disposed of. It stays the caller's, who disposes of it after the
    /// cursor.
    /// </param>
    /// <param name="options">Limits, and what happens when the cursor is left early; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">
    /// Ends the query at the server as long as the cursor is open, not only while it is being opened.
    /// </param>
    /// <returns>The cursor. It must be disposed of.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The connection is not open, or something else is being read on it.</exception>
    /// <remarks>What the driver throws surfaces as it is.</remarks>
    public static ValueTask<DbCursor> OpenAsync(
        DbCommand command, CursorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        OpenCursors.ThrowIfBusy(command.Connection);
        return OpenAsync(command, ownsCommand: false, options ?? CursorOptions.Default, isAsync: true, cancellationToken);
    }

    /// <inheritdoc cref="OpenAsync(DbCommand, CursorOptions, CancellationToken)"/>
    public static DbCursor Open(DbCommand command, CursorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        OpenCursors.ThrowIfBusy(command.Connection);
        return Open(command, ownsCommand: false, options ?? CursorOptions.Default, cancellationToken);
    }

    /// <summary>Reads the rows. Once only.</summary>
    /// <param name="cancellationToken">Ends the query at the server, beside the token with which the cursor was opened.</param>
    /// <exception cref="InvalidOperationException">The rows were read, or begun to be read, before.</exception>
    /// <exception cref="ObjectDisposedException">The cursor was disposed of.</exception>
    public async IAsyncEnumerator<DbRow> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        BeginReading(cancellationToken);
        try
        {
            while (StandOn(await _query.ReadAsync().ConfigureAwait(false))) yield return new DbRow(this, RowsRead);
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="GetAsyncEnumerator"/>
    public IEnumerator<DbRow> GetEnumerator()
    {
        BeginReading(CancellationToken.None);
        try
        {
            while (StandOn(_query.Read())) yield return new DbRow(this, RowsRead);
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Reads the rows, and makes something that lasts of each.</summary>
    /// <param name="map">Takes what it needs out of a row.</param>
    /// <param name="cancellationToken">Ends the query at the server, beside the token with which the cursor was opened.</param>
    /// <exception cref="InvalidOperationException">The rows were read, or begun to be read, before.</exception>
    public async IAsyncEnumerable<T> MapAsync<T>(
        Func<DbRow, T> map, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        await foreach (var row in this.WithCancellation(cancellationToken).ConfigureAwait(false)) yield return map(row);
    }

    /// <summary>Reads the rows, and makes something that lasts of each.</summary>
    /// <param name="map">Takes what it needs out of a row.</param>
    /// <exception cref="InvalidOperationException">The rows were read, or begun to be read, before.</exception>
    public IEnumerable<T> Map<T>(Func<DbRow, T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        foreach (var row in this) yield return map(row);
    }

    /// <summary>
    /// Ends the query. Nothing is left of it when this completes, and the connection can be used again, unless it was lost meanwhile. Never
    /// throws: it would hide why the reading ended. Does nothing when the cursor has ended before.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        _standsOnRow = false;
        return _query.EndAsync(isAsync: true);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        _standsOnRow = false;
        _query.EndAsync(isAsync: false).AsTask().GetAwaiter().GetResult();
    }

    internal static DbCursor Open(DbCommand command, bool ownsCommand, CursorOptions options, CancellationToken cancellationToken) =>
        OpenAsync(command, ownsCommand, options, isAsync: false, cancellationToken).AsTask().GetAwaiter().GetResult();

    internal static async ValueTask<DbCursor> OpenAsync(
        DbCommand command, bool ownsCommand, CursorOptions options, bool isAsync, CancellationToken cancellationToken)
    {
        var query = new RunningQuery(command, ownsCommand, options, cancellationToken);
        try
        {
            await query.StartAsync(options, isAsync).ConfigureAwait(false);
            var cursor = new DbCursor(query, options.MaxRows);
            if (command.Connection is { } connection) OpenCursors.Add(connection, cursor);
            return cursor;
        }
        catch (Exception error)
        {
            await query.EndAsync(isAsync).ConfigureAwait(false);
            if (OpenCursors.Explain(command, error) is { } explained) throw explained;
            throw;
        }
    }

    internal bool IsAt(long number) => _standsOnRow && number == RowsRead;

    internal DbDataReader ReaderAt(int ordinal)
    {
        Names.Check(ordinal);
        return _query.Reader;
    }

    private void BeginReading(CancellationToken cancellationToken)
    {
        if (_isEnumerated)
            throw new InvalidOperationException("A cursor's rows are read once only: open another cursor, or keep what you need of them.");
        ObjectDisposedException.ThrowIf(_query.HasEnded, this);
        _isEnumerated = true;
        _query.AlsoEndOn(cancellationToken);
    }

    private bool StandOn(bool isRow)
    {
        IsTruncated = isRow && RowsRead == _maxRows;
        _standsOnRow = isRow && !IsTruncated;
        if (_standsOnRow) RowsRead++;
        return _standsOnRow;
    }
}
