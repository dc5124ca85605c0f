using Verify = Needs.Analyzers.Tests.Leaks.Fixes.FixVerifier<Needs.CodeFixes.Leaks.UsingCodeFix>;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>Releases that a using makes redundant go; those that come early for a reason stay, or end the using.</summary>
public class UsingLateCloseTests
{
    [Theory]
    [InlineData("c.Close();")]
    [InlineData("c.Dispose();")]
    [InlineData("c?.Close();")]
    [InlineData("c!.Dispose();")]
    [InlineData("c.Close();\nc.Dispose();")]
    [InlineData("if (c != null)\n    c.Close();")]
    [InlineData("if (c != null)\n{\n    c.Close();\n    c.Dispose();\n}")]
    [InlineData("if (c is not null)\n{\n    c.Close();\n}")]
    [InlineData("if (c.State == ConnectionState.Open)\n{\n    c.Close();\n}")]
    public Task CloseAtTheEnd_Goes(string close) =>
        Verify.BodyAsync(
            $"""
            var [|c|] = Open();
            c.Execute(sql);
            {close}
            """.Replace("[|c|]", "{|NEEDS102:c|}", StringComparison.Ordinal),
            """
            using var c = Open();
            c.Execute(sql);
            """);

    [Theory]
    [InlineData("await c.CloseAsync();")]
    [InlineData("await c.DisposeAsync().ConfigureAwait(false);")]
    [InlineData("c.Close();")]
    public Task AsyncCloseAtTheEnd_Goes(string close) =>
        Verify.AsyncBodyAsync(
            $"""
            var [|c|] = await OpenAsync();
            await c.ExecuteAsync(sql);
            {close}
            """.Replace("[|c|]", "{|NEEDS102:c|}", StringComparison.Ordinal),
            """
            await using var c = await OpenAsync();
            await c.ExecuteAsync(sql);
            """);

    [Fact]
    public Task CloseBeforeReturns_Goes() =>
        Verify.MembersAsync(
            """
            decimal? Find(string sql)
            {
                var {|NEEDS102:c|} = Open();
                var value = c.ExecuteScalar(sql);
                if (value is null)
                {
                    c.Close();
                    return null;
                }

                c.Close();

                return (decimal)value;
            }
            """,
            """
            decimal? Find(string sql)
            {
                using var c = Open();
                var value = c.ExecuteScalar(sql);
                if (value is null)
                {
                    return null;
                }

                return (decimal)value;
            }
            """);

    [Fact]
    public Task CloseInBranches_Goes() =>
        Verify.BodyAsync(
            """
            var {|NEEDS102:c|} = Open();
            if (flag)
            {
                c.Execute(sql);
                c.Dispose();
            }
            else
            {
                c.Close();
            }
            """,
            """
            using var c = Open();
            if (flag)
            {
                c.Execute(sql);
            }
            """);

    [Fact]
    public Task CloseAtTheEndOfATry_Goes() =>
        Verify.BodyAsync(
            """
            var {|NEEDS102:c|} = Open();
            try
            {
                c.Execute(sql);
                c.Close();
            }
            catch (DbException failure)
            {
                Say(failure);
            }
            """,
            """
            using var c = Open();
            try
            {
                c.Execute(sql);
            }
            catch (DbException failure)
            {
                Say(failure);
            }
            """);

    [Fact]
    public Task CloseInTheMiddle_EndsAUsingStatement() =>
        Verify.BodyAsync(
            """
            Say(sql);

            // Only for this.
            var {|NEEDS102:c|} = Open(); // quick
            var count = c.Execute(sql);
            Say(count);
            c.Close();

            Thread.Sleep(1000);
            """,
            """
            Say(sql);

            // Only for this.
            using (var c = Open()) // quick
            {
                var count = c.Execute(sql);
                Say(count);
            }

            Thread.Sleep(1000);
            """);

    [Fact]
    public Task CloseInTheMiddleOfWhatIsNeededLater_Stays() =>
        Verify.BodyAsync(
            """
            var {|NEEDS102:c|} = Open();
            var count = c.Execute(sql);
            c.Close();
            Thread.Sleep(count);
            """,
            """
            using var c = Open();
            var count = c.Execute(sql);
            c.Close();
            Thread.Sleep(count);
            """);

    [Fact]
    public Task CloseBeforeACallInTheResult_Stays() =>
        Verify.MembersAsync(
            """
            async Task<int> CountAsync(string sql)
            {
                var {|NEEDS102:c|} = await OpenAsync();
                var count = await c.ExecuteAsync(sql);
                await c.CloseAsync();
                return count + await OtherAsync();
            }

            Task<int> OtherAsync() => Task.FromResult(1);
            """,
            """
            async Task<int> CountAsync(string sql)
            {
                await using var c = await OpenAsync();
                var count = await c.ExecuteAsync(sql);
                await c.CloseAsync();
                return count + await OtherAsync();
            }

            Task<int> OtherAsync() => Task.FromResult(1);
            """);

    [Fact]
    public Task CloseBeforeTheNextRoundOfALoopInside_Stays() =>
        Verify.BodyAsync(
            """
            var {|NEEDS102:c|} = new MySqlConnection(Settings);
            for (var i = 0; i < 3; i++)
            {
                c.Open();
                c.Execute(sql);
                c.Close();
            }
            """,
            """
            using var c = new MySqlConnection(Settings);
            for (var i = 0; i < 3; i++)
            {
                c.Open();
                c.Execute(sql);
                c.Close();
            }
            """);

    [Fact]
    public Task CloseBeforeContinue_Goes() =>
        Verify.BodyAsync(
            """
            while (flag)
            {
                var {|NEEDS102:c|} = Open();
                if (c.Execute(sql) == 0)
                {
                    c.Close();
                    continue;
                }

                c.Execute(sql);
                c.Close();
            }
            """,
            """
            while (flag)
            {
                using var c = Open();
                if (c.Execute(sql) == 0)
                {
                    continue;
                }

                c.Execute(sql);
            }
            """);

    [Fact]
    public Task CloseInACatchOfItsOwn_Stays() =>
        Verify.BodyAsync(
            """
            var {|NEEDS102:c|} = Open();
            try
            {
                c.Execute(sql);
            }
            catch (MySqlException)
            {
                c.Close();
                throw;
            }

            c.Close();
            """,
            """
            using var c = Open();
            try
            {
                c.Execute(sql);
            }
            catch (MySqlException)
            {
                c.Close();
                throw;
            }
            """);
}
