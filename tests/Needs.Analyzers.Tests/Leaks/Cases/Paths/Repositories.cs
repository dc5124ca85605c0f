#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Repositories;

public sealed record Customer(int Id, string Name, string Email, string? City);

public sealed record Page<T>(IReadOnlyList<T> Items, int Total);

/// <summary>Hand-written data access, as it stands in services that grew.</summary>
public sealed class CustomerRepository(string connectionString)
{
    // bad: the old style without using: the reader is closed, the connection is not
    public List<Customer> All()
    {
        var customers = new List<Customer>();
        var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        var command = connection.CreateCommand();
        command.CommandText = "SELECT id, name, email, city FROM customers ORDER BY name";
        command.CommandTimeout = 60;
        using (var reader = command.ExecuteReader())
        {
            var city = reader.GetOrdinal("city");
            while (reader.Read())
            {
                customers.Add(new Customer(
                    reader.GetInt32(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.IsDBNull(city) ? null : reader.GetString(city)));
            }
        }

        return customers;
    }

    // good: the old style with a finally that closes what is there
    public List<Customer> AllClosed()
    {
        var customers = new List<Customer>();
        MySqlConnection? connection = null;
        MySqlDataReader? reader = null;
        try
        {
            connection = new MySqlConnection(connectionString);
            connection.Open();
            var command = connection.CreateCommand();
            command.CommandText = "SELECT id, name, email, city FROM customers ORDER BY name";
            reader = command.ExecuteReader();
            var city = reader.GetOrdinal("city");
            while (reader.Read())
            {
                customers.Add(new Customer(
                    reader.GetInt32(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.IsDBNull(city) ? null : reader.GetString(city)));
            }
        }
        finally
        {
            if (reader != null)
                reader.Close();
            if (connection != null)
                connection.Close();
        }

        return customers;
    }

    // bad: the finally closes the reader and stops there
    public Customer? Find(int id)
    {
        MySqlDataReader? reader = null;
        var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        try
        {
            connection.Open();
            var command = new MySqlCommand("SELECT id, name, email, city FROM customers WHERE id = @id", connection);
            command.Parameters.AddWithValue("@id", id);
            reader = command.ExecuteReader(CommandBehavior.SingleRow);
            if (!reader.Read())
                return null;
            return new Customer(
                reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3));
        }
        finally
        {
            reader?.Close();
        }
    }

    // good: a reader that closes its connection, closed in the finally
    public Customer? FindClosing(int id)
    {
        using var connection = new MySqlConnection(connectionString);
        connection.Open();
        var command = new MySqlCommand("SELECT id, name, email, city FROM customers WHERE id = @id", connection);
        command.Parameters.AddWithValue("@id", id);
        using var reader = command.ExecuteReader(CommandBehavior.SingleRow | CommandBehavior.CloseConnection);
        if (!reader.Read())
            return null;
        return new Customer(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3));
    }

    // bad: a page beyond the end is answered early
    public async Task<Page<Customer>> PageAsync(int number, int size, string? filter, CancellationToken ct)
    {
        var sql = new StringBuilder("FROM customers");
        var parameters = new DynamicParameters();
        if (!string.IsNullOrWhiteSpace(filter))
        {
            sql.Append(" WHERE name LIKE @filter");
            parameters.Add("filter", $"%{filter}%");
        }

        var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        await connection.OpenAsync(ct);
        var total = await connection.ExecuteScalarAsync<int>($"SELECT COUNT(*) {sql}", parameters);
        if (number * size >= total)
            return new Page<Customer>([], total);

        parameters.Add("skip", number * size);
        parameters.Add("take", size);
        var items = await connection.QueryAsync<Customer>(
            $"SELECT id, name, email, city {sql} ORDER BY name LIMIT @skip, @take", parameters);
        await connection.CloseAsync();
        return new Page<Customer>(items.AsList(), total);
    }

    // good: a page beyond the end is answered within the await using
    public async Task<Page<Customer>> PageUsingAsync(int number, int size, string? filter, CancellationToken ct)
    {
        var sql = new StringBuilder("FROM customers");
        var parameters = new DynamicParameters();
        if (!string.IsNullOrWhiteSpace(filter))
        {
            sql.Append(" WHERE name LIKE @filter");
            parameters.Add("filter", $"%{filter}%");
        }

        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync(ct);
        var total = await connection.ExecuteScalarAsync<int>($"SELECT COUNT(*) {sql}", parameters);
        if (number * size >= total)
            return new Page<Customer>([], total);

        parameters.Add("skip", number * size);
        parameters.Add("take", size);
        var items = await connection.QueryAsync<Customer>(
            $"SELECT id, name, email, city {sql} ORDER BY name LIMIT @skip, @take", parameters);
        return new Page<Customer>(items.AsList(), total);
    }

    // bad: insert or update, the update forgets to close
    public int Save(Customer customer)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        if (customer.Id == 0)
        {
            var id = connection.ExecuteScalar<int>(
                "INSERT INTO customers(name, email, city) VALUES (@Name, @Email, @City); SELECT LAST_INSERT_ID()", customer);
            connection.Close();
            return id;
        }

        var rows = connection.Execute("UPDATE customers SET name = @Name, email = @Email, city = @City WHERE id = @Id", customer);
        if (rows == 0)
            throw new DBConcurrencyException($"customer {customer.Id} is gone");
        return customer.Id;
    }

    // good: insert or update within one using
    public int SaveUsing(Customer customer)
    {
        using var connection = new MySqlConnection(connectionString);
        connection.Open();
        if (customer.Id == 0)
        {
            return connection.ExecuteScalar<int>(
                "INSERT INTO customers(name, email, city) VALUES (@Name, @Email, @City); SELECT LAST_INSERT_ID()", customer);
        }

        var rows = connection.Execute("UPDATE customers SET name = @Name, email = @Email, city = @City WHERE id = @Id", customer);
        if (rows == 0)
            throw new DBConcurrencyException($"customer {customer.Id} is gone");
        return customer.Id;
    }

    // bad: the concurrency exception leaves the connection behind
    public void Rename(int id, string name, int version)
    {
        var {|NEEDS102:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        var rows = connection.Execute(
            "UPDATE customers SET name = @name, version = version + 1 WHERE id = @id AND version = @version", new { id, name, version });
        if (rows == 0)
            throw new DBConcurrencyException($"customer {id} was changed by somebody else");
        connection.Close();
    }

    // bad: merges two customers, the transaction of the caller's connection is left when one is missing
    public static bool Merge(MySqlConnection connection, int keep, int drop)
    {
        var {|NEEDS101:transaction|} = connection.BeginTransaction();
        try
        {
            var found = connection.Query<int>(
                "SELECT id FROM customers WHERE id IN (@keep, @drop) FOR UPDATE", new { keep, drop }, transaction).AsList();
            if (found.Count < 2)
                return false;
            connection.Execute("UPDATE orders SET customer = @keep WHERE customer = @drop", new { keep, drop }, transaction);
            connection.Execute("DELETE FROM customers WHERE id = @drop", new { drop }, transaction);
            transaction.Commit();
            return true;
        }
        catch
        {
            transaction.Rollback();
            throw;
        }
    }

    // good: merges two customers, rolls back when one is missing
    public static bool MergeRollback(MySqlConnection connection, int keep, int drop)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            var found = connection.Query<int>(
                "SELECT id FROM customers WHERE id IN (@keep, @drop) FOR UPDATE", new { keep, drop }, transaction).AsList();
            if (found.Count < 2)
            {
                transaction.Rollback();
                return false;
            }

            connection.Execute("UPDATE orders SET customer = @keep WHERE customer = @drop", new { keep, drop }, transaction);
            connection.Execute("DELETE FROM customers WHERE id = @drop", new { drop }, transaction);
            transaction.Commit();
            return true;
        }
        catch
        {
            transaction.Rollback();
            throw;
        }
    }

    // bad: a multiple-result reader is read, the connection under it stays
    public (Customer? Customer, List<decimal> Totals) WithTotals(int id)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        using var results = connection.QueryMultiple(
            "SELECT id, name, email, city FROM customers WHERE id = @id; SELECT total FROM orders WHERE customer = @id", new { id });
        var customer = results.ReadSingleOrDefault<Customer>();
        return (customer, results.Read<decimal>().AsList());
    }

    // good: a multiple-result reader and its connection in usings
    public (Customer? Customer, List<decimal> Totals) WithTotalsUsing(int id)
    {
        using var connection = new MySqlConnection(connectionString);
        connection.Open();
        using var results = connection.QueryMultiple(
            "SELECT id, name, email, city FROM customers WHERE id = @id; SELECT total FROM orders WHERE customer = @id", new { id });
        var customer = results.ReadSingleOrDefault<Customer>();
        return (customer, results.Read<decimal>().AsList());
    }

    // bad: fills a data table by an adapter's hand-made twin, the connection is opened for it and left
    public DataTable Report(DateTime from, DateTime to)
    {
        var table = new DataTable("report");
        IDbConnection {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        IDbCommand command = connection.CreateCommand();
        command.CommandText = "CALL report(@from, @to)";
        var start = command.CreateParameter();
        start.ParameterName = "@from";
        start.Value = from;
        command.Parameters.Add(start);
        var end = command.CreateParameter();
        end.ParameterName = "@to";
        end.Value = to;
        command.Parameters.Add(end);
        using (var reader = command.ExecuteReader())
            table.Load(reader);
        return table;
    }

    // good: fills a data table within a using of the interface
    public DataTable ReportUsing(DateTime from, DateTime to)
    {
        var table = new DataTable("report");
        using (IDbConnection connection = new MySqlConnection(connectionString))
        {
            connection.Open();
            IDbCommand command = connection.CreateCommand();
            command.CommandText = "CALL report(@from, @to)";
            var start = command.CreateParameter();
            start.ParameterName = "@from";
            start.Value = from;
            command.Parameters.Add(start);
            var end = command.CreateParameter();
            end.ParameterName = "@to";
            end.Value = to;
            command.Parameters.Add(end);
            using var reader = command.ExecuteReader();
            table.Load(reader);
        }

        return table;
    }

    // bad: looks in the cache file first, and keeps it open when it finds something
    public async Task<string?> CityAsync(string cacheFile, string postcode, CancellationToken ct)
    {
        var {|NEEDS101:cache|} = new SqliteConnection($"Data Source={cacheFile}");
        await cache.OpenAsync(ct);
        var city = await cache.ExecuteScalarAsync<string?>("SELECT city FROM cities WHERE postcode = @postcode", new { postcode });
        if (city is not null)
            return city;

        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync(ct);
        city = await connection.ExecuteScalarAsync<string?>("SELECT city FROM postcodes WHERE postcode = @postcode", new { postcode });
        if (city is not null)
            await cache.ExecuteAsync("INSERT INTO cities(postcode, city) VALUES (@postcode, @city)", new { postcode, city });
        await cache.DisposeAsync();
        return city;
    }

    // good: looks in the cache file first, which an await using closes
    public async Task<string?> CityUsingAsync(string cacheFile, string postcode, CancellationToken ct)
    {
        await using var cache = new SqliteConnection($"Data Source={cacheFile}");
        await cache.OpenAsync(ct);
        var city = await cache.ExecuteScalarAsync<string?>("SELECT city FROM cities WHERE postcode = @postcode", new { postcode });
        if (city is not null)
            return city;

        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync(ct);
        city = await connection.ExecuteScalarAsync<string?>("SELECT city FROM postcodes WHERE postcode = @postcode", new { postcode });
        if (city is not null)
            await cache.ExecuteAsync("INSERT INTO cities(postcode, city) VALUES (@postcode, @city)", new { postcode, city });
        return city;
    }
}
