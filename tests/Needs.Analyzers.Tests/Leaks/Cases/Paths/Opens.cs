#nullable enable
using System;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;

namespace Cases.Paths.Opens;

public static class Opens
{
    // bad: opened, used, never closed
    public static int CountUsers(string connectionString)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
    }

    // good: a using declaration closes it
    public static int CountUsersUsing(string connectionString)
    {
        using var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
    }
}
