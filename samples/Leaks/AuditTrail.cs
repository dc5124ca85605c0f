namespace Leaks;

/// <summary>NEEDS104: disposing the writer should dispose what it opened.</summary>
public sealed class AuditTrail : IDisposable
{
    private readonly StreamWriter _file;
    private readonly MySqlConnection _db;

    public AuditTrail(string path, string connectionString)
    {
        _file = new StreamWriter(path, append: true);
        _db = new MySqlConnection(connectionString);
        _db.Open();
    }

    public void Add(string text)
    {
        using var command = new MySqlCommand("INSERT INTO audit (text) VALUES (@text)", _db);
        command.Parameters.AddWithValue("@text", text);
        command.ExecuteNonQuery();
        _file.WriteLine(text);
    }

    public void Dispose() => _file.Dispose();
}
