using Verify = Needs.Analyzers.Tests.Leaks.Fixes.FixVerifier<Needs.CodeFixes.Leaks.CatchCodeFix>;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>A resource that is handed over in the end is disposed if an exception comes before that.</summary>
public class CatchTests
{
    [Fact]
    public Task ReturnedConnection_IsDisposedInACatch() =>
        Verify.MembersAsync(
            """
            MySqlConnection Prepared(string sql)
            {
                // Opened here,
                var {|NEEDS102:c|} = new MySqlConnection(Settings);

                // prepared,
                c.Open();
                c.Execute(sql); // at once

                // and given away.
                return c;
            }
            """,
            """
            MySqlConnection Prepared(string sql)
            {
                // Opened here,
                var c = new MySqlConnection(Settings);

                try
                {
                    // prepared,
                    c.Open();
                    c.Execute(sql); // at once

                    // and given away.
                    return c;
                }
                catch
                {
                    c.Dispose();
                    throw;
                }
            }
            """);

    [Fact]
    public Task ReturnedConnectionOfAsyncMethod_IsDisposedAsynchronously() =>
        Verify.MembersAsync(
            """
            async Task<MySqlConnection> PreparedAsync(string sql)
            {
                var {|NEEDS102:c|} = await OpenAsync();
                await c.ExecuteAsync(sql);
                return c;
            }
            """,
            """
            async Task<MySqlConnection> PreparedAsync(string sql)
            {
                var c = await OpenAsync();
                try
                {
                    await c.ExecuteAsync(sql);
                    return c;
                }
                catch
                {
                    await c.DisposeAsync();
                    throw;
                }
            }
            """);

    [Fact]
    public Task AssignedVariable_IsDisposedInACatch() =>
        Verify.MembersAsync(
            """
            MySqlConnection? Prepared(string sql, bool flag)
            {
                MySqlConnection? c = null;
                if (flag)
                {
                    {|NEEDS102:c|} = Open();
                    c.Execute(sql);
                }

                return c;
            }
            """,
            """
            MySqlConnection? Prepared(string sql, bool flag)
            {
                MySqlConnection? c = null;
                if (flag)
                {
                    c = Open();
                    try
                    {
                        c.Execute(sql);
                    }
                    catch
                    {
                        c.Dispose();
                        throw;
                    }
                }

                return c;
            }
            """);

    [Fact]
    public Task ConnectionOfAReturnedReader_IsDisposedInACatch() =>
        Verify.MembersAsync(
            """
            DbDataReader Read(string sql)
            {
                var {|NEEDS102:c|} = Open();
                var command = new MySqlCommand(sql, c);
                return command.ExecuteReader(CommandBehavior.CloseConnection);
            }
            """,
            """
            DbDataReader Read(string sql)
            {
                var c = Open();
                try
                {
                    var command = new MySqlCommand(sql, c);
                    return command.ExecuteReader(CommandBehavior.CloseConnection);
                }
                catch
                {
                    c.Dispose();
                    throw;
                }
            }
            """);

    [Fact]
    public Task ConnectionStoredInAnOwner_IsDisposedInACatchBeforeThat() =>
        Verify.FileAsync(
            """
            sealed class Session : IDisposable
            {
                private readonly MySqlConnection _c;

                public Session(string sql)
                {
                    var {|NEEDS102:c|} = Open();
                    c.Execute(sql);
                    _c = c;
                    Say(sql);
                }

                public void Dispose() => _c.Dispose();
            }

            """,
            """
            sealed class Session : IDisposable
            {
                private readonly MySqlConnection _c;

                public Session(string sql)
                {
                    var c = Open();
                    try
                    {
                        c.Execute(sql);
                        _c = c;
                    }
                    catch
                    {
                        c.Dispose();
                        throw;
                    }

                    Say(sql);
                }

                public void Dispose() => _c.Dispose();
            }

            """);

    [Fact]
    public Task LambdasLocalFunctionsAndSections_GetACatch() =>
        Verify.BodyAsync(
            """
            Func<MySqlConnection> make = () =>
            {
                var {|NEEDS102:c|} = Open();
                c.Execute(sql);
                return c;
            };
            using var used = Local();

            MySqlConnection? Local()
            {
                switch (sql.Length)
                {
                    case 0:
                        return null;
                    default:
                        var {|NEEDS102:c|} = Open();
                        c.Execute(sql);
                        return c;
                }
            }
            """,
            """
            Func<MySqlConnection> make = () =>
            {
                var c = Open();
                try
                {
                    c.Execute(sql);
                    return c;
                }
                catch
                {
                    c.Dispose();
                    throw;
                }
            };
            using var used = Local();

            MySqlConnection? Local()
            {
                switch (sql.Length)
                {
                    case 0:
                        return null;
                    default:
                        var c = Open();
                        try
                        {
                            c.Execute(sql);
                            return c;
                        }
                        catch
                        {
                            c.Dispose();
                            throw;
                        }
                }
            }
            """);

    [Fact]
    public Task TwoReturned_AreFixedTogether() =>
        Verify.MembersAsync(
            """
            (MySqlConnection, MySqlConnection) Pair(string sql)
            {
                var {|NEEDS102:first|} = Open();
                var {|NEEDS102:second|} = Open();
                first.Execute(sql);
                second.Execute(sql);
                return (first, second);
            }
            """,
            """
            (MySqlConnection, MySqlConnection) Pair(string sql)
            {
                var first = Open();
                try
                {
                    var second = Open();
                    try
                    {
                        first.Execute(sql);
                        second.Execute(sql);
                        return (first, second);
                    }
                    catch
                    {
                        second.Dispose();
                        throw;
                    }
                }
                catch
                {
                    first.Dispose();
                    throw;
                }
            }
            """);

    [Fact]
    public Task FieldOfAConstructorThatMayThrow_IsDisposedInACatch() =>
        Verify.FileAsync(
            """
            sealed class Session : IDisposable
            {
                private readonly MySqlConnection _c;

                public Session(string sql)
                {
                    {|NEEDS102:_c|} = Open();

                    // Slow.
                    _c.Execute(sql);
                    Say(sql);
                }

                public void Dispose() => _c.Dispose();
            }

            """,
            """
            sealed class Session : IDisposable
            {
                private readonly MySqlConnection _c;

                public Session(string sql)
                {
                    _c = Open();

                    try
                    {
                        // Slow.
                        _c.Execute(sql);
                        Say(sql);
                    }
                    catch
                    {
                        _c.Dispose();
                        throw;
                    }
                }

                public void Dispose() => _c.Dispose();
            }

            """);

    [Fact]
    public Task CatchThatSwallows_GetsAnotherInside() =>
        Verify.MembersAsync(
            """
            MySqlConnection? TryOpen(string sql)
            {
                var {|NEEDS102:c|} = new MySqlConnection(Settings);
                try
                {
                    c.Open();
                    c.Execute(sql);
                    return c;
                }
                catch (MySqlException)
                {
                    return null;
                }
            }
            """,
            """
            MySqlConnection? TryOpen(string sql)
            {
                var c = new MySqlConnection(Settings);
                try
                {
                    try
                    {
                        c.Open();
                        c.Execute(sql);
                        return c;
                    }
                    catch
                    {
                        c.Dispose();
                        throw;
                    }
                }
                catch (MySqlException)
                {
                    return null;
                }
            }
            """);

    [Fact]
    public Task ConnectionThatIsGivenBack_IsForAFinally() =>
        Verify.NotOfferedAsync(
            """
            private readonly Stack<MySqlConnection> _idle = [];

            void Run(string sql)
            {
                var {|NEEDS102:c|} = Open();
                c.Execute(sql);
                Return(c);
            }

            void Return(MySqlConnection c) => _idle.Push(c);
            """);

    [Fact]
    public Task ConnectionThatStays_IsNotForACatch() =>
        Verify.NotOfferedAsync(
            """
            void Run(string sql)
            {
                var {|NEEDS102:c|} = Open();
                c.Execute(sql);
                c.Close();
            }
            """);

    [Fact]
    public Task ConnectionOfSomebodyElsePerhaps_IsNotDisposed() =>
        Verify.NotOfferedAsync(
            """
            MySqlConnection Prepared(MySqlConnection? given, string sql)
            {
                var {|NEEDS102:c|} = given ?? Open();
                c.Execute(sql);
                return c;
            }
            """);
}
