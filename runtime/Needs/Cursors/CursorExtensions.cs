using System.Data.Common;
using Needs.Cursors;

namespace Needs;

/// <summary>Opens cursors on any connection.</summary>
public static class CursorExtensions
{
    /// <summary>
    /// Runs a query and gives a cursor on its rows:
    /// <code>
    /// await using var rows = await db.OpenCursorAsync("SELECT id, name FROM customers", ct);
    /// await foreach (var row in rows) Use(row.Get&lt;int&gt;("id"), row.GetOrNull&lt;string&gt;("name"));
    /// </code>
    /// </summary>
    /// <param name="connection">An open connection. It can do nothing else until the cursor is disposed of.</param>
    /// <param name="sql">The query. Put no values into its text: give them as parameters.</param>
    /// <param name="cancellationToken">
    /// Ends the query at the server as long as the cursor is open, not only while it is being opened.
    /// </param>
    /// <returns>The cursor. It must be disposed of.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The connection is not open, or something else is being read on it.</exception>
    /// <remarks>What the driver throws surfaces as it is.</remarks>
    public static ValueTask<DbCursor> OpenCursorAsync(
        this DbConnection connection, string sql, CancellationToken cancellationToken = default) =>
        OpenAsync(connection, sql, [], CursorOptions.Default, cancellationToken);

    /// <inheritdoc cref="OpenCursorAsync(DbConnection, string, CancellationToken)"/>
    /// <param name="connection">An open connection. It can do nothing else until the cursor is disposed of.</param>
    /// <param name="sql">The query. Put no values into its text: give them as parameters.</param>
    /// <param name="parameters">
    /// Names as they stand in the query, and values: <c>[("@min", 5), ("@name", name)]</c>. <see langword="null"/> is the database's NULL.
    /// </param>
    /// <param name="cancellationToken">
    /// Ends the query at the server as long as the cursor is open, not only while it is being opened.
    /// </param>
    public static ValueTask<DbCursor> OpenCursorAsync(
        this DbConnection connection,
        string sql,
        IEnumerable<(string Name, object? Value)> parameters,
        CancellationToken cancellationToken = default) =>
        OpenAsync(connection, sql, parameters, CursorOptions.Default, cancellationToken);

    /// <inheritdoc cref="OpenCursorAsync(DbConnection, string, CancellationToken)"/>
    /// <param name="connection">An open connection. It can do nothing else until the cursor is disposed of.</param>
    /// <param name="sql">The query. Put no values into its text: give them as parameters.</param>
    /// <param name="options">Transaction, limits, and what happens when the cursor is left early.</param>
    /// <param name="cancellationToken">
    /// Ends the query at the server as long as the cursor is open, not only while it is being opened.
    /// </param>
    public static ValueTask<DbCursor> OpenCursorAsync(
        this DbConnection connection, string sql, CursorOptions options, CancellationToken cancellationToken = default) =>
        OpenAsync(connection, sql, [], options, cancellationToken);

    /// <inheritdoc cref="OpenCursorAsync(DbConnection, string, CancellationToken)"/>
    /// <param name="connection">An open connection. It can do nothing else until the cursor is disposed of.</param>
    /// <param name="sql">The query. Put no values into its text: give them as parameters.</param>
    /// <param name="parameters">
    /// Names as they stand in the query, and values: <c>[("@min", 5), ("@name", name)]</c>. <see langword="null"/> is the database's NULL.
    /// </param>
    /// <param name="options">Transaction, limits, and what happens when the cursor is left early.</param>
    /// <param name="cancellationToken">
    /// Ends the query at the server as long as the cursor is open, not only while it is being opened.
    /// </param>
    public static ValueTask<DbCursor> OpenCursorAsync(
        this DbConnection connection,
        string sql,
        IEnumerable<(string Name, object? Value)> parameters,
        CursorOptions options,
        CancellationToken cancellationToken = default) =>
        OpenAsync(connection, sql, parameters, options, cancellationToken);

    /// <inheritdoc cref="OpenCursorAsync(DbConnection, string, CancellationToken)"/>
    public static DbCursor OpenCursor(this DbConnection connection, string sql, CancellationToken cancellationToken = default) =>
        Open(connection, sql, [], CursorOptions.Default, cancellationToken);

    /// <inheritdoc cref="OpenCursorAsync(DbConnection, string, IEnumerable{ValueTuple{string, object}}, CancellationToken)"/>
    public static DbCursor OpenCursor(
        this DbConnection connection,
        string sql,
        IEnumerable<(string Name, object? Value)> parameters,
        CancellationToken cancellationToken = default) =>
        Open(connection, sql, parameters, CursorOptions.Default, cancellationToken);

    /// <inheritdoc cref="OpenCursorAsync(DbConnection, string, CursorOptions, CancellationToken)"/>
    public static DbCursor OpenCursor(
        this DbConnection connection, string sql, CursorOptions options, CancellationToken cancellationToken = default) =>
        Open(connection, sql, [], options, cancellationToken);

    /// <inheritdoc cref="OpenCursorAsync(DbConnection, string, IEnumerable{ValueTuple{string, object}}, CursorOptions, CancellationToken)"/>
    public static DbCursor OpenCursor(
        this DbConnection connection,
        string sql,
        IEnumerable<(string Name, object? Value)> parameters,
        CursorOptions options,
        CancellationToken cancellationToken = default) =>
        Open(connection, sql, parameters, options, cancellationToken);

    private static ValueTask<DbCursor> OpenAsync(
        DbConnection connection,
        string sql,
        IEnumerable<(string Name, object? Value)> parameters,
        CursorOptions options,
        CancellationToken cancellationToken)
    {
        var command = MakeCommand(connection, sql, parameters, options);
        return DbCursor.OpenAsync(command, ownsCommand: true, options, isAsync: true, cancellationToken);
    }

    private static DbCursor Open(
        DbConnection connection,
        string sql,
        IEnumerable<(string Name, object? Value)> parameters,
        CursorOptions options,
        CancellationToken cancellationToken)
    {
        var command = MakeCommand(connection, sql, parameters, options);
        return DbCursor.Open(command, ownsCommand: true, options, cancellationToken);
    }

    private static DbCommand MakeCommand(
        DbConnection connection, string sql, IEnumerable<(string Name, object? Value)> parameters, CursorOptions options)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        OpenCursors.ThrowIfBusy(connection);
        var command = connection.CreateCommand();
        try
        {
            command.CommandText = sql;
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = value ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            return command;
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }
}
