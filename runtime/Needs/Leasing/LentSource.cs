using System.Data.Common;

namespace Needs.Leasing;

/// <summary>
/// A data source that a database lends from, and how many of its connections are out. One that was replaced goes with its last connection.
/// Guarded by the lock of the lease table.
/// </summary>
internal sealed class LentSource(DbDataSource dataSource, bool isOwned)
{
    private int _loans;
    private bool _isReplaced;
    private int? _poolSize;
    private bool _isPoolKnown;

    public DbDataSource DataSource => dataSource;

    public DbDataSource? Owned => isOwned ? dataSource : null;

    /// <inheritdoc cref="DriverPool.SizeWhereSessionsAreReset"/>
    public int? PoolSizeWhereSessionsAreReset(DbConnection connection)
    {
        if (!Volatile.Read(ref _isPoolKnown))
        {
            _poolSize = DriverPool.SizeWhereSessionsAreReset(dataSource, connection);
            Volatile.Write(ref _isPoolKnown, true);
        }

        return _poolSize;
    }

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
