using Verify = Needs.Analyzers.Tests.Leaks.Fixes.FixVerifier<Needs.CodeFixes.Leaks.UsingCodeFix>;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>A variable that no using can declare is used in one.</summary>
public class UsingAroundTests
{
    private const string Helpers = """

        static void Make(out MySqlConnection c) => c = Open();

        static bool TryMake(bool flag, out MySqlConnection? c)
        {
            c = flag ? Open() : null;
            return flag;
        }
        """;

    [Fact]
    public Task OutVariable_IsUsedInAStatement() =>
        Verify.MembersAsync(
            """
            void Run(string sql)
            {
                // Somebody makes it.
                Make(out var {|NEEDS101:c|});

                // We use it.
                c.Execute(sql);
                Say(sql);
            }
            """ + Helpers,
            """
            void Run(string sql)
            {
                // Somebody makes it.
                Make(out var c);

                using (c)
                {
                    // We use it.
                    c.Execute(sql);
                }

                Say(sql);
            }
            """ + Helpers);

    [Fact]
    public Task PatternVariable_IsUsedInAStatement() =>
        Verify.BodyAsync(
            """
            if (Open() is { } {|NEEDS101:c|})
            {
                c.Execute(sql);
            }
            """,
            """
            if (Open() is { } c)
            {
                using (c)
                {
                    c.Execute(sql);
                }
            }
            """);

    [Fact]
    public Task TwoAssignments_AreUsedInOneStatement() =>
        Verify.AsyncBodyAsync(
            """
            MySqlConnection c;
            if (flag)
                {|NEEDS102:c|} = Open();
            else
                {|NEEDS102:c|} = await OpenAsync();
            await c.ExecuteAsync(sql);
            await c.CloseAsync();
            Say(sql);
            """,
            """
            MySqlConnection c;
            if (flag)
                c = Open();
            else
                c = await OpenAsync();
            await using (c)
            {
                await c.ExecuteAsync(sql);
            }

            Say(sql);
            """);

    [Fact]
    public Task DeconstructedVariable_IsUsedInAStatement() =>
        Verify.MembersAsync(
            """
            void Run(string sql)
            {
                var ({|NEEDS101:c|}, count) = OpenCounted();
                Say(count);
                c.Execute(sql);
            }

            static (MySqlConnection, int) OpenCounted() => (Open(), 1);
            """,
            """
            void Run(string sql)
            {
                var (c, count) = OpenCounted();
                using (c)
                {
                    Say(count);
                    c.Execute(sql);
                }
            }

            static (MySqlConnection, int) OpenCounted() => (Open(), 1);
            """);

    [Fact]
    public Task RetriedOpen_IsUsedAfterItsLoop() =>
        Verify.BodyAsync(
            """
            MySqlConnection? c = null;
            while (c is null)
            {
                try
                {
                    {|NEEDS102:c|} = Open();
                }
                catch (MySqlException)
                {
                    Thread.Sleep(100);
                }
            }

            c.Execute(sql);
            c.Close();
            """,
            """
            MySqlConnection? c = null;
            while (c is null)
            {
                try
                {
                    c = Open();
                }
                catch (MySqlException)
                {
                    Thread.Sleep(100);
                }
            }

            using (c)
            {
                c.Execute(sql);
            }
            """);

    [Fact]
    public Task PatternVariableOfABodyWithoutBraces_GetsABlock() =>
        Verify.MembersAsync(
            """
            int Run(string sql)
            {
                if (Open() is { } {|NEEDS101:c|})
                    return c.Execute(sql);
                return 0;
            }
            """,
            """
            int Run(string sql)
            {
                if (Open() is { } c)
                {
                    using (c)
                    {
                        return c.Execute(sql);
                    }
                }

                return 0;
            }
            """);

    [Fact]
    public Task MemberOfALocalObject_GetsAVariable() =>
        Verify.BodyAsync(
            """
            using var command = new MySqlCommand(sql);
            {|NEEDS101:command.Connection|} = Open();
            command.ExecuteNonQuery();
            """,
            """
            using var command = new MySqlCommand(sql);
            using var connection = Open();
            command.Connection = connection;
            command.ExecuteNonQuery();
            """);

    [Fact]
    public Task VariableThatIsNeededInTheNextRound_IsLeftAlone() =>
        Verify.NotOfferedAsync(
            """
            void Run(string[] texts)
            {
                MySqlConnection? c = null;
                for (var i = 0; i < texts.Length; i++)
                {
                    if (i % 100 == 0)
                        {|NEEDS103:c|} = Open();
                    c.Execute(texts[i]);
                }
            }
            """);

    [Fact]
    public Task VariableThatIsNeededBehindItsBlock_IsLeftAlone() =>
        Verify.NotOfferedAsync(
            """
            void Run(string sql)
            {
                MySqlConnection? c = null;
                try
                {
                    {|NEEDS101:c|} = Open();
                    c.Execute(sql);
                }
                finally
                {
                    Say(c?.State);
                }
            }
            """);
}
