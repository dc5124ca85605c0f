#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Escapes.Fields;

/// <summary>The object of an instance handler is built per request or lives for the whole application: what it keeps outlives the loan.</summary>
public sealed partial class OrderCounter
{
    private DbConnection? _last;
    private long _lastCount;

    // bad: the field still has the connection when the handler is done
    [NeedsDb]
    public async Task<int> RememberConnection(DbConnection db)
    {
        _last = {|NEEDS201:db|};
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
    }

    // good: only the number is kept
    [NeedsDb]
    public async Task<long> RememberCount(DbConnection db)
    {
        _lastCount = await db.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM orders");
        return _lastCount;
    }
}
