using System.Globalization;
using System.Text;

namespace Needs.Benchmarks.Analyzers;

/// <summary>The layer of a program that talks to its database and does nothing else: ADO.NET, Dapper, transactions, readers, handlers.</summary>
internal static class DataAccessCode
{
    private static readonly string[] Methods =
    [
        """
            public async Task<List<Order>> Latest#Async(int customer, CancellationToken cancellation)
            {
                await using var connection = await _database.OpenConnectionAsync(cancellation);
                var orders = await connection.QueryAsync<Order>("select * from orders where customer = @customer limit #", new { customer });
                return orders.Where(order => order.State > 0).ToList();
            }

        """,
        """
            public async Task<int> Place#Async(Order order, CancellationToken cancellation)
            {
                await using var connection = await _database.OpenConnectionAsync(cancellation);
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                try
                {
                    var id = await connection.ExecuteScalarAsync<int>("insert into orders (state) values (@State) returning id", order, transaction);
                    foreach (var line in order.Lines)
                    {
                        if (line.Quantity <= 0)
                            throw new ArgumentException("A quantity is missing.", nameof(order));
                        await connection.ExecuteAsync("insert into lines values (@id, @Name, @Quantity)", new { id, line.Name, line.Quantity }, transaction);
                    }

                    await transaction.CommitAsync(cancellation);
                    return id;
                }
                catch
                {
                    await transaction.RollbackAsync(CancellationToken.None);
                    throw;
                }
            }

        """,
        """
            public List<Customer> Read#(string town)
            {
                var customers = new List<Customer>();
                using (var connection = _database.OpenConnection())
                using (var command = connection.CreateCommand())
                {
                    command.CommandText = "select name, email, born from customers where town = @town";
                    Add(command, "@town", town);
                    using var reader = command.ExecuteReader();
                    while (reader.Read())
                    {
                        customers.Add(new Customer
                        {
                            Name = reader.GetString(0),
                            Email = reader.IsDBNull(1) ? null : reader.GetString(1),
                            Born = reader.GetDateTime(2),
                        });
                    }
                }

                return customers;
            }

        """,
        """
            public decimal Sum#(int order)
            {
                DbConnection? connection = null;
                try
                {
                    connection = Open();
                    using var command = connection.CreateCommand();
                    command.CommandText = "select sum(price * quantity) from lines where id = @order";
                    Add(command, "@order", order);
                    return command.ExecuteScalar() is decimal sum ? sum : 0;
                }
                catch (DbException e)
                {
                    _log.Add(e.Message);
                    return -1;
                }
                finally
                {
                    connection?.Dispose();
                }
            }

        """,
        """
            public void Move#(int from, int to, int count)
            {
                using var connection = Open();
                using var transaction = connection.BeginTransaction();
                Take(connection, transaction, from, count);
                Take(connection, transaction, to, -count);
                if (connection.ExecuteScalar<int>("select stock from goods where id = @from", new { from }, transaction) < 0)
                {
                    transaction.Rollback();
                    return;
                }

                transaction.Commit();
            }

        """,
        """
            public async Task<int> Retry#Async(string name, CancellationToken cancellation)
            {
                for (var attempt = 1; ; attempt++)
                {
                    await using var connection = await _database.OpenConnectionAsync(cancellation);
                    try
                    {
                        return await connection.ExecuteAsync("update customers set visits = visits + # where name = @name", new { name });
                    }
                    catch (DbException e) when (e.IsTransient && attempt < 3)
                    {
                        _log.Add(e.Message);
                    }

                    await Task.Delay(attempt * 20, cancellation);
                }
            }

        """,
        """
            public void Import#(IEnumerable<Line> lines)
            {
                using var connection = Open();
                using var transaction = connection.BeginTransaction();
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "insert into lines values (#, @name, @quantity)";
                var name = Add(command, "@name", "");
                var quantity = Add(command, "@quantity", 0);
                command.Prepare();
                foreach (var line in lines)
                {
                    name.Value = line.Name;
                    quantity.Value = line.Quantity;
                    command.ExecuteNonQuery();
                }

                transaction.Commit();
            }

        """,
        """
            public Customer? Find#(string? name, string? town, bool isNew)
            {
                var sql = new StringBuilder("select * from customers where 1 = 1");
                if (name is not null)
                    sql.Append(" and name = @name");
                if (town is not null)
                    sql.Append(" and town = @town");
                if (isNew)
                    sql.Append(" and visits = #");
                using var connection = Open();
                return connection.QueryFirstOrDefault<Customer>(sql.ToString(), new { name, town });
            }

        """,
        """
            public string State#(int order)
            {
                var connection = _database.OpenConnection();
                var state = connection.ExecuteScalar<int?>("select state from orders where id = @order", new { order });
                switch (state)
                {
                    case null:
                        return "none";
                    case 0:
                        connection.Execute("update orders set state = 1 where id = @order", new { order });
                        connection.Dispose();
                        return "new";
                    default:
                        connection.Dispose();
                        return state > # ? "done" : "sent";
                }
            }

        """,
        """
            public IEnumerable<string> Names#(int least)
            {
                using var connection = Open();
                using var reader = connection.ExecuteReader("select name from customers where visits > @least", new { least });
                while (reader.Read())
                    yield return reader.GetString(0);
            }

        """,
        """
            public bool Exists#(string email)
            {
                using var connection = Open();
                var command = connection.CreateCommand();
                command.CommandText = "select 1 from customers where email = @email";
                Add(command, "@email", email);
                var reader = command.ExecuteReader();
                var exists = reader.Read();
                reader.Close();
                return exists;
            }

        """,
        """
            [NeedsDb]
            public static async Task<Order?> Load#(DbConnection db, int id, CancellationToken cancellation)
            {
                var order = await db.QueryFirstOrDefaultAsync<Order>("select * from orders where id = @id", new { id });
                if (order is null)
                    return null;
                order.Lines.AddRange(await db.QueryAsync<Line>("select * from lines where id = @id", new { id }));
                return order;
            }

        """,
        """
            [NeedsDb(Transaction = true)]
            public static async Task<bool> Cancel#(DbConnection db, DbTransaction transaction, int id, CancellationToken cancellation)
            {
                await using var command = db.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "update orders set state = -1 where state < # and id = @id";
                Add(command, "@id", id);
                if (await command.ExecuteNonQueryAsync(cancellation) == 0)
                {
                    await transaction.RollbackAsync(cancellation);
                    return false;
                }

                await db.ExecuteAsync("delete from lines where id = @id", new { id }, transaction);
                return true;
            }

        """,
        """
            public async Task<(int Orders, int Customers)> Count#Async(CancellationToken cancellation)
            {
                await using var first = await _database.OpenConnectionAsync(cancellation);
                await using var second = await _database.OpenConnectionAsync(cancellation);
                var orders = first.ExecuteScalarAsync<int>("select count(*) from orders where id > #");
                var customers = second.ExecuteScalarAsync<int>("select count(*) from customers");
                await Task.WhenAll(orders, customers);
                return (await orders, await customers);
            }

        """,
    ];

    public static IEnumerable<(string Name, string Text)> Files(int classes) => Enumerable.Range(0, classes)
        .Select(number => ($"Store{number}.cs", Class(number)))
        .Append(("Model.cs", BusinessCode.Model));

    private static string Class(int number)
    {
        var text = new StringBuilder(
            $$"""
            using System.Data.Common;
            using System.Text;
            using Dapper;
            using Needs;

            namespace Shop.Part{{number % 20}};

            public sealed partial class Store{{number}}(DbDataSource database)
            {
                private readonly DbDataSource _database = database;
                private readonly List<string> _log = [];

                private DbConnection Open()
                {
                    var connection = _database.OpenConnection();
                    connection.Execute("set time_zone = '+00:00'");
                    return connection;
                }

                private static DbParameter Add(DbCommand command, string name, object value)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = name;
                    parameter.Value = value;
                    command.Parameters.Add(parameter);
                    return parameter;
                }

                private static void Take(DbConnection connection, DbTransaction transaction, int goods, int count) =>
                    connection.Execute("update goods set stock = stock - @count where id = @goods", new { goods, count }, transaction);


            """);
        foreach (var (place, template) in Methods.Index())
            text.Append(template.Replace("#", ((number * Methods.Length) + place).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return text.Append('}').ToString();
    }
}
