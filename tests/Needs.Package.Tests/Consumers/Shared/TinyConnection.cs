using System;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Consumer;

internal sealed class TinyConnection : DbConnection
{
    private ConnectionState _state;

    public static int OpenNow { get; private set; }

    public int Answer { get; } = 42;

    [AllowNull]
    public override string ConnectionString { get; set; } = "tiny";

    public override string Database => "tiny";

    public override string DataSource => "memory";

    public override string ServerVersion => "1";

    public override ConnectionState State => _state;

    public override void Open()
    {
        _state = ConnectionState.Open;
        OpenNow++;
    }

    public override void Close()
    {
        if (_state == ConnectionState.Open) OpenNow--;
        _state = ConnectionState.Closed;
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Close();
        base.Dispose(disposing);
    }
}
