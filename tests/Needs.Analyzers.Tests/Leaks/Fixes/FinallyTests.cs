using Verify = Needs.Analyzers.Tests.Leaks.Fixes.FixVerifier<Needs.CodeFixes.Leaks.FinallyCodeFix>;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>A release that no using can do moves into a finally.</summary>
public class FinallyTests
{
    [Fact]
    public Task ReleaseUnderACondition_MovesWithIt() =>
        Verify.MembersAsync(
            """
            async Task RunAsync(MySqlConnection? given, string sql)
            {
                var owns = given is null;
                var {|NEEDS102:c|} = given ?? await OpenAsync();

                // Work.
                await c.ExecuteAsync(sql);

                if (owns)
                    await c.DisposeAsync();
            }
            """,
            """
            async Task RunAsync(MySqlConnection? given, string sql)
            {
                var owns = given is null;
                var c = given ?? await OpenAsync();

                try
                {
                    // Work.
                    await c.ExecuteAsync(sql);
                }
                finally
                {
                    if (owns)
                        await c.DisposeAsync();
                }
            }
            """);

    [Fact]
    public Task ReleaseByAMethod_Moves() =>
        Verify.MembersAsync(
            """
            int Count(string sql)
            {
                var {|NEEDS102:c|} = Open();
                var count = c.Execute(sql);
                GiveBack(c);
                return count;
            }

            void Run(string sql)
            {
                var {|NEEDS102:c|} = Open();
                c.Execute(sql);
                GiveBack(c); // for the next one
                Say(sql);
            }

            static void GiveBack(MySqlConnection c) => c.Close();
            """,
            """
            int Count(string sql)
            {
                var c = Open();
                try
                {
                    var count = c.Execute(sql);
                    return count;
                }
                finally
                {
                    GiveBack(c);
                }
            }

            void Run(string sql)
            {
                var c = Open();
                try
                {
                    c.Execute(sql);
                }
                finally
                {
                    GiveBack(c);
                }
                // for the next one
                Say(sql);
            }

            static void GiveBack(MySqlConnection c) => c.Close();
            """);

    [Fact]
    public Task ReleaseThatAnEarlyReturnSkips_Moves() =>
        Verify.MembersAsync(
            """
            int Count(MySqlConnection? given, string sql)
            {
                var {|NEEDS101:c|} = given ?? Open();
                if (c.Execute(sql) == 0)
                    return 0;

                if (given is null)
                {
                    c.Dispose();
                }

                return 1;
            }
            """,
            """
            int Count(MySqlConnection? given, string sql)
            {
                var c = given ?? Open();
                try
                {
                    if (c.Execute(sql) == 0)
                        return 0;
                }
                finally
                {
                    if (given is null)
                    {
                        c.Dispose();
                    }
                }

                return 1;
            }
            """);

    [Fact]
    public Task ReleaseThatAUsingCanDo_IsNotForAFinally() =>
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
    public Task FinallyThatForgetsOne_DisposesItToo() =>
        Verify.MembersAsync(
            """
            int Run(string sql)
            {
                MySqlConnection? c = null;
                MySqlCommand? command = null;
                try
                {
                    {|NEEDS101:c|} = Open();
                    command = new MySqlCommand(sql, c);
                    return command.ExecuteNonQuery();
                }
                finally
                {
                    if (command != null)
                        command.Dispose(); // the command
                }
            }
            """,
            """
            int Run(string sql)
            {
                MySqlConnection? c = null;
                MySqlCommand? command = null;
                try
                {
                    c = Open();
                    command = new MySqlCommand(sql, c);
                    return command.ExecuteNonQuery();
                }
                finally
                {
                    if (command != null)
                        command.Dispose(); // the command
                    c?.Dispose();
                }
            }
            """);

    [Fact]
    public Task MethodThatSaysItHandlesDisposal_Moves() =>
        Verify.FileAsync(
            """
            class HandlesResourceDisposalAttribute : Attribute;

            interface IStore
            {
                void Stow([HandlesResourceDisposal] MySqlConnection c);
            }

            class Orders
            {
                void Run(string sql)
                {
                    var {|NEEDS102:c|} = Open();
                    c.Execute(sql);
                    Store!.Stow(c);
                }

                IStore? Store { get; set; }
            }

            """,
            """
            class HandlesResourceDisposalAttribute : Attribute;

            interface IStore
            {
                void Stow([HandlesResourceDisposal] MySqlConnection c);
            }

            class Orders
            {
                void Run(string sql)
                {
                    var c = Open();
                    try
                    {
                        c.Execute(sql);
                    }
                    finally
                    {
                        Store!.Stow(c);
                    }
                }

                IStore? Store { get; set; }
            }

            """);
}
