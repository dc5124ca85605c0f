using Verify = Needs.Analyzers.Tests.Leaks.Fixes.FixVerifier<Needs.CodeFixes.Leaks.UsingCodeFix>;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>A local variable gets its resource where it is declared: a using declaration.</summary>
public class UsingDeclarationTests
{
    [Fact]
    public Task Declaration_GetsUsing() =>
        Verify.BodyAsync(
            """
            var {|NEEDS101:c|} = Open();
            c.Execute(sql);
            """,
            """
            using var c = Open();
            c.Execute(sql);
            """);

    [Fact]
    public Task DeclarationInAsyncMethod_GetsAwaitUsing() =>
        Verify.AsyncBodyAsync(
            """
            var {|NEEDS101:c|} = await OpenAsync();
            await c.ExecuteAsync(sql);
            """,
            """
            await using var c = await OpenAsync();
            await c.ExecuteAsync(sql);
            """);

    [Fact]
    public Task TypeThatIsNotAsyncDisposable_GetsUsingInAsyncMethod() =>
        Verify.AsyncBodyAsync(
            """
            IDbConnection {|NEEDS101:c|} = await OpenAsync();
            await c.ExecuteAsync(sql);
            """,
            """
            using IDbConnection c = await OpenAsync();
            await c.ExecuteAsync(sql);
            """);

    [Fact]
    public Task DeclarationInLock_GetsNoAwait() =>
        Verify.AsyncBodyAsync(
            """
            await Task.Yield();
            lock (this)
            {
                var {|NEEDS101:c|} = Open();
                c.Execute(sql);
            }
            """,
            """
            await Task.Yield();
            lock (this)
            {
                using var c = Open();
                c.Execute(sql);
            }
            """);

    [Fact]
    public Task ConnectionOpenedAfterItsDeclaration_GetsUsing() =>
        Verify.BodyAsync(
            """
            MySqlConnection {|NEEDS101:c|} = new MySqlConnection(Settings);
            c.Open();
            c.Execute(sql);
            """,
            """
            using MySqlConnection c = new MySqlConnection(Settings);
            c.Open();
            c.Execute(sql);
            """);

    [Fact]
    public Task Transaction_GetsUsing() =>
        Verify.MembersAsync(
            """
            void Run(MySqlConnection c)
            {
                var {|NEEDS102:transaction|} = c.BeginTransaction();
                c.Execute("", transaction: transaction);
                transaction.Commit();
            }
            """,
            """
            void Run(MySqlConnection c)
            {
                using var transaction = c.BeginTransaction();
                c.Execute("", transaction: transaction);
                transaction.Commit();
            }
            """);

    [Fact]
    public Task Reader_GetsAwaitUsing() =>
        Verify.MembersAsync(
            """
            async Task<int> CountAsync(MySqlCommand command)
            {
                var {|NEEDS102:reader|} = await command.ExecuteReaderAsync();
                var count = 0;
                while (await reader.ReadAsync())
                    count++;
                await reader.CloseAsync();
                return count;
            }
            """,
            """
            async Task<int> CountAsync(MySqlCommand command)
            {
                await using var reader = await command.ExecuteReaderAsync();
                var count = 0;
                while (await reader.ReadAsync())
                    count++;
                return count;
            }
            """);

    [Fact]
    public Task NestedBlock_GetsUsingThere() =>
        Verify.BodyAsync(
            """
            if (flag)
            {
                var {|NEEDS101:c|} = Open();
                c.Execute(sql);
            }
            else
            {
                try
                {
                    var {|NEEDS101:d|} = Open();
                    d.Execute(sql);
                }
                catch (DbException)
                {
                    Say(null);
                }
            }
            """,
            """
            if (flag)
            {
                using var c = Open();
                c.Execute(sql);
            }
            else
            {
                try
                {
                    using var d = Open();
                    d.Execute(sql);
                }
                catch (DbException)
                {
                    Say(null);
                }
            }
            """);

    [Fact]
    public Task Loops_GetUsingInTheirBodies() =>
        Verify.BodyAsync(
            """
            for (var i = 0; i < 3; i++)
            {
                var {|NEEDS101:c|} = Open();
                c.Execute(sql);
            }

            foreach (var text in new[] { sql })
            {
                var {|NEEDS101:c|} = Open();
                c.Execute(text);
            }
            """,
            """
            for (var i = 0; i < 3; i++)
            {
                using var c = Open();
                c.Execute(sql);
            }

            foreach (var text in new[] { sql })
            {
                using var c = Open();
                c.Execute(text);
            }
            """);

    [Fact]
    public Task SwitchSection_GetsABlock() =>
        Verify.BodyAsync(
            """
            switch (sql.Length)
            {
                case 0:
                    // Nothing to run, but ask.
                    var {|NEEDS101:c|} = Open();
                    c.Execute("SELECT 1");
                    break;
                default:
                    break;
            }
            """,
            """
            switch (sql.Length)
            {
                case 0:
                    {
                        // Nothing to run, but ask.
                        using var c = Open();
                        c.Execute("SELECT 1");
                        break;
                    }
                default:
                    break;
            }
            """);

    [Fact]
    public Task LambdasAndLocalFunctions_GetUsing() =>
        Verify.BodyAsync(
            """
            Action run = () =>
            {
                var {|NEEDS101:c|} = Open();
                c.Execute(sql);
            };
            Func<Task> runAsync = async () =>
            {
                var {|NEEDS101:c|} = await OpenAsync();
                await c.ExecuteAsync(sql);
            };
            Say(Local());

            int Local()
            {
                var {|NEEDS101:c|} = Open();
                return c.Execute(sql);
            }
            """,
            """
            Action run = () =>
            {
                using var c = Open();
                c.Execute(sql);
            };
            Func<Task> runAsync = async () =>
            {
                await using var c = await OpenAsync();
                await c.ExecuteAsync(sql);
            };
            Say(Local());

            int Local()
            {
                using var c = Open();
                return c.Execute(sql);
            }
            """);

    [Fact]
    public Task AccessorsAndConstructors_GetUsing() =>
        Verify.MembersAsync(
            """
            public Orders()
            {
                var {|NEEDS101:c|} = Open();
                c.Execute("SELECT 1");
            }

            public int Count
            {
                get
                {
                    var {|NEEDS101:c|} = Open();
                    return c.ExecuteScalar<int>("SELECT 1");
                }
            }
            """,
            """
            public Orders()
            {
                using var c = Open();
                c.Execute("SELECT 1");
            }

            public int Count
            {
                get
                {
                    using var c = Open();
                    return c.ExecuteScalar<int>("SELECT 1");
                }
            }
            """);

    [Fact]
    public Task Program_GetsUsing() =>
        Verify.ProgramAsync(
            """
            using System.Text;

            // The one connection.
            var {|NEEDS101:c|} = Open();
            c.Execute("SELECT 1");
            Say(new StringBuilder());

            internal sealed class Other;

            """,
            """
            using System.Text;

            // The one connection.
            using var c = Open();
            c.Execute("SELECT 1");
            Say(new StringBuilder());

            internal sealed class Other;

            """);

    [Fact]
    public Task ProgramThatAwaits_GetsAwaitUsing() =>
        Verify.ProgramAsync(
            """
            var {|NEEDS102:c|} = await OpenAsync();
            await c.ExecuteAsync("SELECT 1");
            await c.CloseAsync();

            """,
            """
            await using var c = await OpenAsync();
            await c.ExecuteAsync("SELECT 1");

            """);

    [Fact]
    public Task Comments_Stay() =>
        Verify.BodyAsync(
            """
            Say(sql);

            // First the connection.
            var {|NEEDS102:c|} = Open(); // from the pool
            #region Work
            c.Execute(sql); // then the work
            #endregion

            // At last it goes back.
            c.Close(); // to the pool
            """,
            """
            Say(sql);

            // First the connection.
            using var c = Open(); // from the pool
            #region Work
            c.Execute(sql); // then the work
            #endregion

            // At last it goes back.
            // to the pool
            """);

    [Fact]
    public Task Several_AreFixedTogether() =>
        Verify.BodyAsync(
            """
            var {|NEEDS102:first|} = Open();
            var {|NEEDS102:second|} = Open();
            first.Execute(sql);
            second.Execute(sql);
            second.Close();
            first.Close();
            """,
            """
            using var first = Open();
            using var second = Open();
            first.Execute(sql);
            second.Execute(sql);
            """);

    [Fact]
    public Task TwoInOneDeclaration_ArePulledApart() =>
        Verify.BodyAsync(
            """
            // Where from and where to.
            MySqlConnection {|NEEDS101:from|} = Open(), {|NEEDS101:to|} = Open(); // both
            from.Execute(sql);
            to.Execute(sql);
            """,
            """
            // Where from and where to.
            using MySqlConnection from = Open();
            using MySqlConnection to = Open(); // both
            from.Execute(sql);
            to.Execute(sql);
            """);

    [Fact]
    public Task OldLanguage_GetsAStatement() =>
        Verify.OldFileAsync(
            """
            using MySqlConnector;

            class Orders
            {
                void Run(string settings)
                {
                    // The pool's.
                    var {|NEEDS101:c|} = new MySqlConnection(settings); // closed at first
                    c.Open();

                    c.CreateCommand();
                    System.Console.WriteLine(settings);
                }
            }

            """,
            """
            using MySqlConnector;

            class Orders
            {
                void Run(string settings)
                {
                    // The pool's.
                    using (var c = new MySqlConnection(settings)) // closed at first
                    {
                        c.Open();

                        c.CreateCommand();
                    }

                    System.Console.WriteLine(settings);
                }
            }

            """);
}
