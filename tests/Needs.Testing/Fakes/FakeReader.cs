using System.Collections;
using System.Data.Common;

namespace Needs.Testing;

/// <summary>Reads <see cref="FakeRows"/>. Its connection is busy until it is disposed of, as with real drivers.</summary>
public sealed class FakeReader(FakeRows rows, FakeConnection connection) : DbDataReader
{
    private static readonly Task<bool> True = Task.FromResult(true);
    private static readonly Task<bool> False = Task.FromResult(false);

    private readonly IEnumerator<object?[]> _rows = rows.Rows.GetEnumerator();
    private bool _isOver;

    public override int FieldCount => rows.Columns.Count;

    public override int Depth => 0;

    public override bool HasRows => true;

    public override bool IsClosed => rows.IsDisposed;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read()
    {
        rows.Reading.Pass(connection);
        return Next();
    }

    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var passing = rows.Reading.PassAsync(connection, cancellationToken);
        return !passing.IsCompletedSuccessfully ? NextAsync(passing) : Next() ? True : False;
    }

    public override bool NextResult() => false;

    public override bool IsDBNull(int ordinal) => _rows.Current[ordinal] is null;

    public override object GetValue(int ordinal) => _rows.Current[ordinal] ?? DBNull.Value;

    public override int GetValues(object[] values) => throw new NotSupportedException();

    public override string GetName(int ordinal) => rows.Columns[ordinal];

    public override int GetOrdinal(string name) => rows.Columns.ToList().IndexOf(name);

    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name.ToUpperInvariant();

    public override Type GetFieldType(int ordinal) => GetValue(ordinal).GetType();

    public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

    public override byte GetByte(int ordinal) => (byte)GetValue(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override char GetChar(int ordinal) => (char)GetValue(ordinal);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

    public override decimal GetDecimal(int ordinal) => (decimal)GetValue(ordinal);

    public override double GetDouble(int ordinal) => (double)GetValue(ordinal);

    public override float GetFloat(int ordinal) => (float)GetValue(ordinal);

    public override Guid GetGuid(int ordinal) => (Guid)GetValue(ordinal);

    public override short GetInt16(int ordinal) => (short)GetValue(ordinal);

    public override int GetInt32(int ordinal) => (int)GetValue(ordinal);

    public override long GetInt64(int ordinal) => (long)GetValue(ordinal);

    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!disposing || rows.IsDisposed) return;
        rows.IsDisposed = true;
        _rows.Dispose();
        connection.EndCommand();
        rows.Disposing.Pass(connection);
    }

    private async Task<bool> NextAsync(ValueTask passing)
    {
        await passing.ConfigureAwait(false);
        return Next();
    }

    private bool Next()
    {
        if (_isOver) return false;
        _isOver = rows.IsCancelled || !_rows.MoveNext();
        if (rows.IsCancelled) throw new FakeDbException("The query was interrupted.");
        if (!_isOver) rows.RowsRead++;
        return !_isOver;
    }
}
