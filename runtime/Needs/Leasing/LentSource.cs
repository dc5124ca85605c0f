using System.Data.Common;

namespace Needs.Leasing;

/// <summary>
/// A data source that a database lends from, and how many of its connections are out. One that was replaced goes with its last connection.
/// Guarded by the lock of the lease table.
/// </summary>
internal sealed class LentSource(DbDataSource dataSource, bool isOwned)
{
    private bool? _isResetByDriver;
    private int _loans;
    private bool _isReplaced;

    public DbDataSource DataSource => dataSource;

    public DbDataSource? Owned => isOwned ? dataSource : null;

    /// <summary>How what handlers leave behind is undone; <see langword="null"/>: that is left to the driver.</summary>
    public Func<DbConnection, CancellationToken, ValueTask>? FindReset(DbConnection connection) =>
        SessionResets.Find(connection, _isResetByDriver ??= MySqlSession.IsResetByDriver(connection));

    public void Lend() => _loans++;

    /// <returns>Whether it is to be disposed of now.</returns>
    public bool TakeBack()
    {
        _loans--;
        return _isReplaced && isOwned && _loans == 0;
    }

    /// <inheritdoc cref="TakeBack"/>
    public bool Replace()
    {
        _isReplaced = true;
        return isOwned && _loans == 0;
    }
}
