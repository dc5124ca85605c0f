#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Injection.Commands;

/// <summary>Everything of ADO.NET that takes SQL text.</summary>
[ApiController]
[Route("commands")]
public sealed class CommandsController(MySqlDataSource source, NpgsqlDataSource postgres, IDbConnection shared) : ControllerBase
{
    // bad: the text of a command
    [HttpGet("text")]
    public object? Text(string name)
    {
        using var db = source.OpenConnection();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT id FROM people WHERE name = '" + {|NEEDS301:name|} + "'";
        return command.ExecuteScalar();
    }

    // good: a parameter of the command
    [HttpGet("text2")]
    public object? TextSafe(string name)
    {
        using var db = source.OpenConnection();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT id FROM people WHERE name = @name";
        command.Parameters.AddWithValue("@name", name);
        return command.ExecuteScalar();
    }

    // bad: the constructor of a command
    [HttpGet("constructor")]
    public object? Constructor(string name)
    {
        using var db = source.OpenConnection();
        using var command = new MySqlCommand($"SELECT id FROM people WHERE name = '{{|NEEDS301:name|}}'", db);
        return command.ExecuteScalar();
    }

    // bad: an initialiser
    [HttpGet("initialiser")]
    public object? Initialiser(string table)
    {
        using var db = source.OpenConnection();
        using var command = new MySqlCommand { Connection = db, CommandText = "SELECT COUNT(*) FROM " + {|NEEDS301:table|} };
        return command.ExecuteScalar();
    }

    // bad: a variable in between
    [HttpGet("variable")]
    public object? Variable(string name)
    {
        var sql = "SELECT id FROM people WHERE name = '" + name + "'";
        using var db = source.OpenConnection();
        using var command = new MySqlCommand({|NEEDS301:sql|}, db);
        return command.ExecuteScalar();
    }

    // bad: an interface
    [HttpGet("interface")]
    public object? Interface(string name)
    {
        using var command = shared.CreateCommand();
        command.CommandText = string.Format("SELECT id FROM people WHERE name = '{0}'", {|NEEDS301:name|});
        return command.ExecuteScalar();
    }

    // good: parameters of an interface
    [HttpGet("interface2")]
    public object? InterfaceSafe(string name)
    {
        using var command = shared.CreateCommand();
        command.CommandText = "SELECT id FROM people WHERE name = @name";
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@name";
        parameter.Value = name;
        command.Parameters.Add(parameter);
        return command.ExecuteScalar();
    }

    // bad: an adapter
    [HttpGet("adapter")]
    public int Adapter(string name)
    {
        using var db = source.OpenConnection();
        using var adapter = new MySqlDataAdapter("SELECT id FROM people WHERE name = '" + {|NEEDS301:name|} + "'", db);
        return adapter.Fill(new DataTable());
    }

    // bad: a batch
    [HttpGet("batch")]
    public int Batch(string name)
    {
        using var db = source.OpenConnection();
        using var batch = new MySqlBatch(db) { BatchCommands = { new MySqlBatchCommand($"DELETE FROM people WHERE name = '{{|NEEDS301:name|}}'") } };
        return batch.ExecuteNonQuery();
    }

    // bad: a command of a batch, later
    [HttpGet("batch2")]
    public int BatchLater(string name)
    {
        using var db = postgres.OpenConnection();
        using var batch = db.CreateBatch();
        var command = batch.CreateBatchCommand();
        command.CommandText = "DELETE FROM people WHERE name = '" + {|NEEDS301:name|} + "'";
        batch.BatchCommands.Add(command);
        return batch.ExecuteNonQuery();
    }

    // bad: the driver's helper
    [HttpGet("helper")]
    public int Source(string name)
    {
        using var command = postgres.CreateCommand("DELETE FROM people WHERE name = '" + {|NEEDS301:name|} + "'");
        return command.ExecuteNonQuery();
    }

    // bad: added to the text later
    [HttpGet("added")]
    public object? Added(string? name)
    {
        using var db = source.OpenConnection();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM people";
        if (name is not null)
            command.CommandText += $" WHERE name = '{{|NEEDS301:name|}}'";
        return command.ExecuteScalar();
    }

    // good: a parameter added later
    [HttpGet("added2")]
    public object? AddedSafe(string? name)
    {
        using var db = source.OpenConnection();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM people";
        if (name is not null)
        {
            command.CommandText += " WHERE name = @name";
            command.Parameters.AddWithValue("@name", name);
        }

        return command.ExecuteScalar();
    }

    // bad: a builder
    [HttpGet("builder")]
    public object? Builder(string? name, string? city)
    {
        var sql = new StringBuilder("SELECT COUNT(*) FROM people WHERE 1 = 1");
        if (name != null)
            sql.Append(" AND name = '").Append(name).Append('\'');
        if (city != null)
            sql.AppendFormat(" AND city = '{0}'", city);
        using var db = source.OpenConnection();
        using var command = new MySqlCommand({|NEEDS301:sql.ToString()|}, db);
        return command.ExecuteScalar();
    }

    // good: a builder of constants
    [HttpGet("builder2")]
    public object? BuilderSafe(string? name, string? city, int? age)
    {
        var sql = new StringBuilder("SELECT COUNT(*) FROM people WHERE 1 = 1");
        using var db = source.OpenConnection();
        using var command = db.CreateCommand();
        if (name != null)
        {
            sql.Append(" AND name = @name");
            command.Parameters.AddWithValue("@name", name);
        }

        if (city != null)
        {
            sql.AppendLine(" AND city = @city");
            command.Parameters.AddWithValue("@city", city);
        }

        if (age is { } years)
            sql.Append(CultureInfo.InvariantCulture, $" AND age = {years}");
        command.CommandText = sql.ToString();
        return command.ExecuteScalar();
    }

    // bad: a builder that is given an interpolated text
    [HttpGet("builder3")]
    public object? BuilderInterpolated(string name)
    {
        var sql = new StringBuilder();
        sql.Append($"SELECT COUNT(*) FROM people WHERE name = '{name}'");
        using var db = source.OpenConnection();
        using var command = new MySqlCommand({|NEEDS301:sql.ToString()|}, db);
        return command.ExecuteScalar();
    }

    // good: a builder that was emptied
    [HttpGet("builder4")]
    public object? BuilderCleared(string name)
    {
        var text = new StringBuilder();
        text.Append("Hello ").Append(name);
        Response.Headers["X-Greeting"] = text.ToString();
        text.Clear();
        text.Append("SELECT COUNT(*) FROM people");
        using var db = source.OpenConnection();
        using var command = new MySqlCommand(text.ToString(), db);
        return command.ExecuteScalar();
    }

    // bad: doubled quotes are not enough for MySQL
    [HttpGet("doubled")]
    public object? Doubled(string name)
    {
        using var db = source.OpenConnection();
        using var command = new MySqlCommand("SELECT id FROM people WHERE name = '" + {|NEEDS301:name.Replace("'", "''")|} + "'", db);
        return command.ExecuteScalar();
    }

    // good: the driver escapes
    [HttpGet("escaped")]
    public object? Escaped(string name)
    {
        using var db = source.OpenConnection();
        using var command = new MySqlCommand("SELECT id FROM people WHERE name = '" + MySqlHelper.EscapeString(name) + "'", db);
        return command.ExecuteScalar();
    }

    // good: the driver quotes the identifier
    [HttpGet("quoted")]
    public object? Quoted(string column)
    {
        using var db = source.OpenConnection();
        using var builder = new MySqlCommandBuilder();
        using var command = new MySqlCommand("SELECT " + builder.QuoteIdentifier(column) + " FROM people", db);
        return command.ExecuteScalar();
    }

    // bad: a value that is trimmed and cut
    [HttpGet("cut")]
    public object? Cut(string name)
    {
        using var db = new SqliteConnection("Data Source=people.db");
        db.Open();
        using var command = new SqliteCommand("SELECT id FROM people WHERE name LIKE '" + {|NEEDS301:name.Trim().ToLowerInvariant().Substring(0, 20)|} + "%'", db);
        return command.ExecuteScalar();
    }

    // bad: what is copied
    [HttpGet("copy")]
    public void Copy(string table)
    {
        using var db = postgres.OpenConnection();
        using var export = db.BeginTextExport($"COPY {{|NEEDS301:table|}} TO STDOUT");
    }

    // good: a variable that is overwritten
    [HttpGet("overwritten")]
    public object? Overwritten(string name)
    {
        var sql = "-- " + name;
        Response.Headers["X-Debug"] = sql;
        sql = "SELECT COUNT(*) FROM people";
        using var db = source.OpenConnection();
        using var command = new MySqlCommand(sql, db);
        return command.ExecuteScalar();
    }

    // bad: overwritten on one branch only
    [HttpGet("overwritten2")]
    public object? OverwrittenSometimes(string where, bool all)
    {
        var sql = "SELECT COUNT(*) FROM people WHERE " + where;
        if (all)
            sql = "SELECT COUNT(*) FROM people";
        using var db = source.OpenConnection();
        using var command = new MySqlCommand({|NEEDS301:sql|}, db);
        return command.ExecuteScalar();
    }

    // good: the name of the parameter is counted, its value passed
    [HttpGet("in")]
    public object? In([FromQuery] List<string> names)
    {
        using var db = source.OpenConnection();
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM people WHERE name IN ({string.Join(", ", names.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < names.Count; i++)
            command.Parameters.AddWithValue($"@p{i}", names[i]);
        return command.ExecuteScalar();
    }
}
