#nullable disable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.OldSchool
{
    /// <summary>Code as it was written before using declarations and nullable annotations, and still runs.</summary>
    public class OldSchool
    {
        private string _connectionString;

        public string ConnectionString
        {
            get { return _connectionString; }
            set { _connectionString = value; }
        }

        // good: every variable declared at the top, every one closed at the bottom
        public DataTable GetCustomers(int areaId)
        {
            DataTable result = new DataTable("Customers");
            MySqlConnection con = null;
            MySqlCommand cmd = null;
            MySqlDataReader dr = null;
            try
            {
                con = new MySqlConnection(_connectionString);
                con.Open();
                cmd = new MySqlCommand("sp_get_customers", con);
                cmd.CommandType = CommandType.StoredProcedure;
                cmd.Parameters.AddWithValue("areaId", areaId);
                dr = cmd.ExecuteReader();
                result.Load(dr);
            }
            catch (Exception ex)
            {
                throw new ApplicationException("GetCustomers failed", ex);
            }
            finally
            {
                if (dr != null)
                {
                    dr.Close();
                    dr.Dispose();
                }

                if (cmd != null)
                    cmd.Dispose();
                if (con != null)
                {
                    con.Close();
                    con.Dispose();
                }
            }

            return result;
        }

        // bad: every variable declared at the top, the reader and the command closed at the bottom
        public DataTable GetAreas()
        {
            DataTable result = new DataTable("Areas");
            MySqlConnection con = null;
            MySqlCommand cmd = null;
            MySqlDataReader dr = null;
            try
            {
                {|NEEDS101:con|} = new MySqlConnection(_connectionString);
                con.Open();
                cmd = new MySqlCommand("sp_get_areas", con);
                cmd.CommandType = CommandType.StoredProcedure;
                dr = cmd.ExecuteReader();
                result.Load(dr);
            }
            catch (Exception ex)
            {
                throw new ApplicationException("GetAreas failed", ex);
            }
            finally
            {
                if (dr != null)
                    dr.Close();
                if (cmd != null)
                    cmd.Dispose();
            }

            return result;
        }

        // bad: closed at the end of the try, the catch only wraps
        public int CountOrders(DateTime day)
        {
            int count = 0;
            MySqlConnection {|NEEDS102:con|} = new MySqlConnection(_connectionString);
            try
            {
                con.Open();
                MySqlCommand cmd = con.CreateCommand();
                cmd.CommandText = "SELECT COUNT(*) FROM orders WHERE day = @day";
                cmd.Parameters.AddWithValue("@day", day);
                count = Convert.ToInt32(cmd.ExecuteScalar());
                con.Close();
            }
            catch (Exception ex)
            {
                throw new ApplicationException("CountOrders failed", ex);
            }

            return count;
        }

        // good: closed at the end of the try and in the catch
        public int CountOrdersClosed(DateTime day)
        {
            int count = 0;
            MySqlConnection con = new MySqlConnection(_connectionString);
            try
            {
                con.Open();
                MySqlCommand cmd = con.CreateCommand();
                cmd.CommandText = "SELECT COUNT(*) FROM orders WHERE day = @day";
                cmd.Parameters.AddWithValue("@day", day);
                count = Convert.ToInt32(cmd.ExecuteScalar());
                con.Close();
            }
            catch (Exception ex)
            {
                con.Close();
                throw new ApplicationException("CountOrders failed", ex);
            }

            return count;
        }

        // bad: a boolean result, three returns, one close
        public bool Login(string user, string hash)
        {
            IDbConnection {|NEEDS101:con|} = new NpgsqlConnection(_connectionString);
            con.Open();
            IDbCommand cmd = con.CreateCommand();
            cmd.CommandText = "SELECT hash FROM users WHERE name = '" + user.Replace("'", "''") + "'";
            object stored = cmd.ExecuteScalar();
            if (stored == null || stored == DBNull.Value)
                return false;
            if ((string)stored != hash)
                return false;
            cmd.CommandText = "UPDATE users SET last_login = now() WHERE name = '" + user.Replace("'", "''") + "'";
            cmd.ExecuteNonQuery();
            con.Close();
            return true;
        }

        // good: a boolean result, one return, one close in a finally
        public bool LoginFinally(string user, string hash)
        {
            bool ok = false;
            IDbConnection con = new NpgsqlConnection(_connectionString);
            try
            {
                con.Open();
                IDbCommand cmd = con.CreateCommand();
                cmd.CommandText = "SELECT hash FROM users WHERE name = '" + user.Replace("'", "''") + "'";
                object stored = cmd.ExecuteScalar();
                if (stored != null && stored != DBNull.Value && (string)stored == hash)
                {
                    cmd.CommandText = "UPDATE users SET last_login = now() WHERE name = '" + user.Replace("'", "''") + "'";
                    cmd.ExecuteNonQuery();
                    ok = true;
                }
            }
            finally
            {
                con.Close();
            }

            return ok;
        }

        // good: each close in a try of its own
        public ArrayList Names()
        {
            ArrayList names = new ArrayList();
            SqliteConnection con = new SqliteConnection(_connectionString);
            SqliteDataReader dr = null;
            try
            {
                con.Open();
                SqliteCommand cmd = new SqliteCommand("SELECT name FROM people", con);
                dr = cmd.ExecuteReader();
                while (dr.Read())
                    names.Add(dr["name"]);
            }
            finally
            {
                try
                {
                    if (dr != null)
                        dr.Close();
                }
                catch
                {
                }

                try
                {
                    con.Close();
                }
                catch
                {
                }
            }

            return names;
        }

        // bad: the reader is closed in a try of its own, the connection nowhere
        public ArrayList NamesHalf()
        {
            ArrayList names = new ArrayList();
            SqliteConnection {|NEEDS101:con|} = new SqliteConnection(_connectionString);
            SqliteDataReader dr = null;
            try
            {
                con.Open();
                SqliteCommand cmd = new SqliteCommand("SELECT name FROM people", con);
                dr = cmd.ExecuteReader();
                while (dr.Read())
                    names.Add(dr["name"]);
            }
            finally
            {
                try
                {
                    if (dr != null)
                        dr.Close();
                }
                catch
                {
                }
            }

            return names;
        }

        // good: an error text instead of an exception, and one way out
        public string Execute(string sql, out int rows)
        {
            string error = null;
            rows = 0;
            MySqlConnection con = new MySqlConnection(_connectionString);
            try
            {
                con.Open();
                rows = new MySqlCommand(sql, con).ExecuteNonQuery();
            }
            catch (MySqlException ex)
            {
                error = ex.Message;
            }
            finally
            {
                con.Close();
            }

            return error;
        }

        // bad: an error text instead of an exception, returned from the catch
        public string ExecuteCaught(string sql, out int rows)
        {
            rows = 0;
            MySqlConnection {|NEEDS102:con|} = new MySqlConnection(_connectionString);
            try
            {
                con.Open();
                rows = new MySqlCommand(sql, con).ExecuteNonQuery();
            }
            catch (MySqlException ex)
            {
                return ex.Message;
            }

            con.Close();
            return null;
        }

        // bad: a data set of several tables, the connection is opened again for each
        public DataSet Tables(string[] names)
        {
            DataSet set = new DataSet();
            MySqlConnection con;
            foreach (string name in names)
            {
                {|NEEDS103:con|} = new MySqlConnection(_connectionString);
                con.Open();
                MySqlDataAdapter adapter = new MySqlDataAdapter("SELECT * FROM " + name, con);
                adapter.Fill(set, name);
            }

            return set;
        }

        // good: a data set of several tables over one connection
        public DataSet TablesOnce(string[] names)
        {
            DataSet set = new DataSet();
            MySqlConnection con = new MySqlConnection(_connectionString);
            con.Open();
            try
            {
                foreach (string name in names)
                {
                    MySqlDataAdapter adapter = new MySqlDataAdapter("SELECT * FROM " + name, con);
                    adapter.Fill(set, name);
                }
            }
            finally
            {
                con.Close();
            }

            return set;
        }

        // good: the caller's reader, closed with its connection, as the manual of 2003 says
        public IDataReader ExecuteReader(string sql)
        {
            MySqlConnection con = new MySqlConnection(_connectionString);
            try
            {
                con.Open();
                IDbCommand cmd = con.CreateCommand();
                cmd.CommandText = sql;
                return cmd.ExecuteReader(CommandBehavior.CloseConnection);
            }
            catch (Exception)
            {
                con.Close();
                throw;
            }
        }

        // bad: the caller's reader, and a connection that nobody can close
        public IDataReader ExecuteReaderLost(string sql)
        {
            MySqlConnection {|NEEDS101:con|} = new MySqlConnection(_connectionString);
            try
            {
                con.Open();
                IDbCommand cmd = con.CreateCommand();
                cmd.CommandText = sql;
                return cmd.ExecuteReader(CommandBehavior.SequentialAccess);
            }
            catch (Exception)
            {
                con.Close();
                throw;
            }
        }

        // good: the static lock and the shared connection of an old singleton are not opened here
        public static int Shared(MySqlConnection shared, string sql)
        {
            lock (shared)
            {
                MySqlCommand cmd = new MySqlCommand(sql, shared);
                try
                {
                    return cmd.ExecuteNonQuery();
                }
                catch (MySqlException)
                {
                    shared.Close();
                    shared.Open();
                    return cmd.ExecuteNonQuery();
                }
            }
        }
    }
}
