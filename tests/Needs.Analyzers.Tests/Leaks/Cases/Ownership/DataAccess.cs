#nullable enable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.DataAccess;

// Data access as it was written for twenty years: a static helper class, data access objects, a manager of sessions.

public static class SqlHelper
{
    private static string s_connectionString = "Server=localhost";

    // helper
    public static void Configure(string connectionString) => s_connectionString = connectionString;

    // good: for the caller
    public static MySqlConnection GetConnection()
    {
        MySqlConnection conn = new MySqlConnection(s_connectionString);
        conn.Open();
        return conn;
    }

    // good: closes what isn't closed
    public static void CloseConnection(MySqlConnection? conn)
    {
        if (conn != null && conn.State != ConnectionState.Closed)
        {
            conn.Close();
        }
    }

    // good: closes the reader, if there is one
    public static void CloseReader(IDataReader? reader)
    {
        if (reader != null && !reader.IsClosed)
        {
            reader.Close();
        }
    }

    // good: the classic
    public static int ExecuteNonQuery(string sql, params MySqlParameter[] parameters)
    {
        MySqlConnection? conn = null;
        MySqlCommand? cmd = null;
        try
        {
            conn = GetConnection();
            cmd = new MySqlCommand(sql, conn);
            cmd.Parameters.AddRange(parameters);
            return cmd.ExecuteNonQuery();
        }
        finally
        {
            if (cmd != null)
            {
                cmd.Dispose();
            }
            CloseConnection(conn);
        }
    }

    // bad: the classic mistake
    public static object? ExecuteScalar(string sql, params MySqlParameter[] parameters)
    {
        MySqlConnection {|NEEDS102:conn|} = GetConnection();
        MySqlCommand cmd = new MySqlCommand(sql, conn);
        cmd.Parameters.AddRange(parameters);
        object? result = cmd.ExecuteScalar();
        cmd.Parameters.Clear();
        CloseConnection(conn);
        return result;
    }

    // good: the reader closes the connection
    public static MySqlDataReader ExecuteReader(string sql, params MySqlParameter[] parameters)
    {
        MySqlConnection conn = new MySqlConnection(s_connectionString);
        MySqlCommand cmd = new MySqlCommand(sql, conn);
        try
        {
            conn.Open();
            cmd.Parameters.AddRange(parameters);
            MySqlDataReader reader = cmd.ExecuteReader(CommandBehavior.CloseConnection);
            cmd.Parameters.Clear();
            return reader;
        }
        catch
        {
            conn.Close();
            throw;
        }
    }

    // bad: what went wrong is logged, and the connection stays open
    public static DataSet ExecuteDataSet(string sql)
    {
        DataSet ds = new DataSet();
        MySqlConnection {|NEEDS102:conn|} = new MySqlConnection(s_connectionString);
        try
        {
            conn.Open();
            MySqlDataAdapter adapter = new MySqlDataAdapter(sql, conn);
            adapter.Fill(ds);
            conn.Close();
        }
        catch (Exception ex)
        {
            Console.WriteLine(ex.Message);
        }
        return ds;
    }

    // good: what went wrong is logged, and finally closes
    public static DataTable ExecuteDataTable(string sql)
    {
        DataTable dt = new DataTable();
        MySqlConnection conn = new MySqlConnection(s_connectionString);
        try
        {
            conn.Open();
            new MySqlDataAdapter(sql, conn).Fill(dt);
        }
        catch (Exception ex)
        {
            Console.WriteLine(ex.Message);
        }
        finally
        {
            conn.Close();
        }
        return dt;
    }

    // good: a transaction over several statements
    public static bool ExecuteAll(ArrayList sqls)
    {
        using (MySqlConnection conn = GetConnection())
        {
            MySqlTransaction tx = conn.BeginTransaction();
            MySqlCommand cmd = new MySqlCommand();
            cmd.Connection = conn;
            cmd.Transaction = tx;
            try
            {
                foreach (string sql in sqls)
                {
                    cmd.CommandText = sql;
                    cmd.ExecuteNonQuery();
                }
                tx.Commit();
                return true;
            }
            catch (MySqlException)
            {
                tx.Rollback();
                return false;
            }
        }
    }

    // bad: the transaction is ended either way, the connection isn't closed
    public static bool ExecuteAllOpen(IEnumerable<string> sqls)
    {
        MySqlConnection {|NEEDS101:conn|} = GetConnection();
        MySqlTransaction tx = conn.BeginTransaction();
        try
        {
            foreach (string sql in sqls)
                new MySqlCommand(sql, conn, tx).ExecuteNonQuery();
            tx.Commit();
            return true;
        }
        catch (MySqlException)
        {
            tx.Rollback();
            return false;
        }
    }
}

public class UserDao
{
    private MySqlConnection? con;

    // good: the object closes by Close what it opened by Open
    public void Open()
    {
        if (con == null)
        {
            con = new MySqlConnection("Server=localhost");
        }
        if (con.State == ConnectionState.Closed)
        {
            con.Open();
        }
    }

    public void Close()
    {
        if (con != null)
        {
            con.Close();
        }
    }

    // good: opened and closed by the object's own methods
    public int Count()
    {
        try
        {
            Open();
            return Convert.ToInt32(new MySqlCommand("SELECT COUNT(*) FROM users", con).ExecuteScalar());
        }
        finally
        {
            Close();
        }
    }

    // bad: the helper's reader is read and left
    public bool Exists(string name)
    {
        MySqlDataReader {|NEEDS101:reader|} = SqlHelper.ExecuteReader("CALL users_by_name(@name)", new MySqlParameter("@name", name));
        return reader.Read();
    }

    // good: the helper's reader is closed by another helper
    public bool ExistsClosed(string name)
    {
        MySqlDataReader? reader = null;
        try
        {
            reader = SqlHelper.ExecuteReader("SELECT id FROM users WHERE name = @name", new MySqlParameter("@name", name));
            return reader.Read();
        }
        finally
        {
            SqlHelper.CloseReader(reader);
        }
    }

    // bad: the helper's reader is closed when there are rows
    public IList<string> Names()
    {
        IList<string> names = new List<string>();
        MySqlDataReader {|NEEDS101:reader|} = SqlHelper.ExecuteReader("SELECT name FROM users");
        if (reader.HasRows)
        {
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
            }
            reader.Close();
        }
        return names;
    }

    // good: the helper's reader under using
    public IList<string> NamesUsing()
    {
        IList<string> names = new List<string>();
        using (IDataReader reader = SqlHelper.ExecuteReader("SELECT name FROM users"))
        {
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
            }
        }
        return names;
    }

    // bad: closed in each branch but one
    public int Save(int id, string name)
    {
        MySqlConnection {|NEEDS101:conn|} = SqlHelper.GetConnection();
        int rows;
        try
        {
            if (id == 0)
            {
                rows = conn.Execute("INSERT INTO users (name) VALUES (@name)", new { name });
                conn.Close();
            }
            else if (name.Length == 0)
            {
                rows = 0;
            }
            else
            {
                rows = conn.Execute("UPDATE users SET name = @name WHERE id = @id", new { id, name });
                conn.Close();
            }
        }
        catch
        {
            conn.Close();
            throw;
        }
        return rows;
    }
}

public sealed class SessionManager : IDisposable
{
    private static readonly AsyncLocal<SessionManager?> Ambient = new();
    private readonly MySqlConnection _connection;
    private readonly SessionManager? _outer;
    private MySqlTransaction? _transaction;
    private bool _completed;

    private SessionManager(string connectionString)
    {
        _connection = new MySqlConnection(connectionString);
        _connection.Open();
        _outer = Ambient.Value;
        Ambient.Value = this;
    }

    // good: for the caller
    public static SessionManager Begin(string connectionString) => new(connectionString);

    // good: begun once, ended by Complete or Dispose
    public MySqlTransaction Transaction => _transaction ??= _connection.BeginTransaction();

    public void Complete()
    {
        _transaction?.Commit();
        _completed = true;
    }

    public void Dispose()
    {
        Ambient.Value = _outer;
        if (!_completed)
            _transaction?.Rollback();
        _transaction?.Dispose();
        _connection.Dispose();
    }

    // good: the session is disposed
    public static void Run(string connectionString, Action<MySqlTransaction> work)
    {
        using var session = Begin(connectionString);
        work(session.Transaction);
        session.Complete();
    }
}

public interface IDbSession : IDisposable
{
    IDbConnection Connection { get; }

    IDbTransaction Begin();
}

public sealed class DbSession(IDbConnection connection) : IDbSession
{
    public IDbConnection Connection { get; } = connection;

    // good: for the caller
    public IDbTransaction Begin() => Connection.BeginTransaction();

    public void Dispose() => Connection.Dispose();
}

public sealed class DbSessions(string file)
{
    // good: the session owns it
    public IDbSession Open()
    {
        var connection = new SqliteConnection(file);
        connection.Open();
        return new DbSession(connection);
    }

    // bad: an interface's name for it changes nothing
    public int Count()
    {
        IDbSession {|NEEDS101:session|} = Open();
        return session.Connection.ExecuteScalar<int>("SELECT COUNT(*) FROM sessions");
    }

    // good: an interface's name, under using
    public int CountUsing()
    {
        using IDbSession session = Open();
        using var transaction = session.Begin();
        var count = session.Connection.ExecuteScalar<int>("SELECT COUNT(*) FROM sessions", transaction: transaction);
        transaction.Commit();
        return count;
    }
}
