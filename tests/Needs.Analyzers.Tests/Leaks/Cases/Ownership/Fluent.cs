#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Cases.Ownership.Fluent.Tools;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;
using Npgsql;

// The few members of Entity Framework Core that these cases need, under their real names.
namespace Microsoft.EntityFrameworkCore
{
    using Microsoft.EntityFrameworkCore.Infrastructure;
    using Microsoft.EntityFrameworkCore.Storage;

    // helper
    public class DbContext : IDisposable, IAsyncDisposable
    {
        public virtual DatabaseFacade Database => throw new NotSupportedException();

        public virtual int SaveChanges() => throw new NotSupportedException();

        public virtual void Dispose() => throw new NotSupportedException();

        public virtual ValueTask DisposeAsync() => throw new NotSupportedException();
    }

    // helper
    public static class RelationalDatabaseFacadeExtensions
    {
        public static DbConnection GetDbConnection(this DatabaseFacade databaseFacade) => throw new NotSupportedException();

        public static int ExecuteSqlRaw(this DatabaseFacade databaseFacade, string sql) => throw new NotSupportedException();

        public static IDbContextTransaction? UseTransaction(this DatabaseFacade databaseFacade, DbTransaction? transaction) =>
            throw new NotSupportedException();
    }
}

namespace Microsoft.EntityFrameworkCore.Infrastructure
{
    using Microsoft.EntityFrameworkCore.Storage;

    // helper
    public class DatabaseFacade
    {
        public virtual IDbContextTransaction BeginTransaction() => throw new NotSupportedException();
    }
}

namespace Microsoft.EntityFrameworkCore.Storage
{
    // helper
    public interface IDbContextTransaction : IDisposable, IAsyncDisposable
    {
        void Commit();

        void Rollback();
    }
}

namespace Cases.Ownership.Fluent.Tools
{
    // helper
    internal static class Chain
    {
        public static T Opened<T>(this T connection)
            where T : DbConnection
        {
            connection.Open();
            return connection;
        }

        public static MySqlConnection Named(this MySqlConnection connection, string name)
        {
            Console.WriteLine($"{name}: {connection.DataSource}");
            return connection;
        }

        public static async Task<T> OpenedAsync<T>(this T connection, CancellationToken cancellation = default)
            where T : DbConnection
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }

        public static T Also<T>(this T value, Action<T> action)
        {
            action(value);
            return value;
        }
    }
}

namespace Cases.Ownership.Fluent
{
    /// <summary>Methods that return their argument, and Entity Framework's connection.</summary>
    public static class Fluent
    {
        // bad: opened in the chain, forgotten behind it
        public static int Count(string connectionString)
        {
            var {|NEEDS101:connection|} = new MySqlConnection(connectionString).Opened();
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM links");
        }

        // good: opened in the chain, under using
        public static int CountUsing(string connectionString)
        {
            using var connection = new MySqlConnection(connectionString).Opened();
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM links");
        }

        // bad: a longer chain
        public static int CountNamed(string connectionString)
        {
            var {|NEEDS101:connection|} = new MySqlConnection(connectionString).Opened().Named("count");
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM links");
        }

        // good: a longer chain, closed in finally
        public static int CountNamedClosed(string connectionString)
        {
            var connection = new MySqlConnection(connectionString).Named("count").Opened();
            try
            {
                return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM links");
            }
            finally
            {
                connection.Dispose();
            }
        }

        // good: the chain is returned
        public static MySqlConnection Make(string connectionString) => new MySqlConnection(connectionString).Opened();

        // bad: an asynchronous chain
        public static async Task<int> CountAsync(string file)
        {
            var {|NEEDS101:connection|} = await new SqliteConnection(file).OpenedAsync();
            return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM links");
        }

        // good: an asynchronous chain under await using
        public static async Task<int> CountUsingAsync(string file)
        {
            await using var connection = await new SqliteConnection(file).OpenedAsync();
            return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM links");
        }

        // good: the argument is closed where the result was used
        public static int CountAlias(string connectionString)
        {
            var connection = new MySqlConnection(connectionString);
            try
            {
                return connection.Opened().ExecuteScalar<int>("SELECT COUNT(*) FROM links");
            }
            finally
            {
                connection.Dispose();
            }
        }

        // good: the result is closed where the argument was opened
        public static void CloseAlias(string connectionString)
        {
            var connection = new MySqlConnection(connectionString);
            var same = connection.Opened();
            same.Dispose();
        }

        // bad: opened by the chain on the variable that is forgotten
        public static int CountAliasForgotten(string connectionString)
        {
            var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
            return connection.Opened().ExecuteScalar<int>("SELECT COUNT(*) FROM links");
        }

        // bad: closed behind the chain, unless the query fails
        public static int CountLate(NpgsqlDataSource source)
        {
            var {|NEEDS102:connection|} = source.OpenConnection().Also(c => Console.WriteLine(c.ProcessID));
            var count = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM links");
            connection.Dispose();
            return count;
        }

        // good: the context's connection is the context's
        public static int CountContext(DbContext context)
        {
            var connection = context.Database.GetDbConnection();
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM links");
        }

        // good: the context's connection is opened and closed here
        public static int CountContextOpened(DbContext context)
        {
            var connection = context.Database.GetDbConnection();
            connection.Open();
            try
            {
                using var command = connection.CreateCommand();
                command.CommandText = "SELECT COUNT(*) FROM links";
                return Convert.ToInt32(command.ExecuteScalar());
            }
            finally
            {
                connection.Close();
            }
        }

        // good: the context's connection ends with the context
        public static int CountContextOwned(Func<DbContext> make)
        {
            using var context = make();
            var connection = context.Database.GetDbConnection();
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM links");
        }

        // bad: a reader on the context's connection is still a reader
        public static bool AnyContext(DbContext context)
        {
            using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT id FROM links";
            var {|NEEDS101:reader|} = command.ExecuteReader();
            return reader.Read();
        }

        // good: the reader on the context's connection is closed
        public static bool AnyContextUsing(DbContext context)
        {
            using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT id FROM links";
            using var reader = command.ExecuteReader();
            return reader.Read();
        }

        // good: the context's transaction is committed or disposed
        public static void Save(DbContext context)
        {
            using var transaction = context.Database.BeginTransaction();
            context.SaveChanges();
            transaction.Commit();
        }

        // bad: a driver's transaction on the context's connection is lost when saving fails
        public static void SaveLate(DbContext context)
        {
            var {|NEEDS102:transaction|} = context.Database.GetDbConnection().BeginTransaction();
            context.Database.UseTransaction(transaction);
            context.SaveChanges();
            transaction.Commit();
        }
    }
}
