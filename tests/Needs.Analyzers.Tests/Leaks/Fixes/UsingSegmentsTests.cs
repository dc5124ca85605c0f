using Verify = Needs.Analyzers.Tests.Leaks.Fixes.FixVerifier<Needs.CodeFixes.Leaks.UsingCodeFix>;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>One variable for several resources, one after the other: a using statement for each.</summary>
public class UsingSegmentsTests
{
    [Fact]
    public Task OverwrittenConnection_EndsBeforeTheNext() =>
        Verify.BodyAsync(
            """
            // The first.
            var {|NEEDS103:c|} = Open();
            c.Execute(sql);

            // The second.
            {|NEEDS102:c|} = Open();
            c.Execute(sql);
            c.Close();
            Say(sql);
            """,
            """
            // The first.
            using (var c = Open())
            {
                c.Execute(sql);
            }

            // The second.
            using (var c = Open())
            {
                c.Execute(sql);
            }

            Say(sql);
            """);

    [Fact]
    public Task ReaderThatIsReused_GetsTwoUsings() =>
        Verify.MembersAsync(
            """
            async Task RunAsync(MySqlCommand first, MySqlCommand second)
            {
                MySqlDataReader reader;
                var sum = 0;
                {|NEEDS102:reader|} = await first.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                    sum++;
                await reader.CloseAsync();
                Say(sum);
                {|NEEDS102:reader|} = await second.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                    sum++;
                await reader.CloseAsync();
                Say(sum);
            }
            """,
            """
            async Task RunAsync(MySqlCommand first, MySqlCommand second)
            {
                var sum = 0;
                await using (MySqlDataReader reader = await first.ExecuteReaderAsync())
                {
                    while (await reader.ReadAsync())
                        sum++;
                }

                Say(sum);
                await using (MySqlDataReader reader = await second.ExecuteReaderAsync())
                {
                    while (await reader.ReadAsync())
                        sum++;
                }

                Say(sum);
            }
            """);

    [Fact]
    public Task OverwriteUnderACondition_IsLeftAlone() =>
        Verify.NotOfferedAsync(
            """
            int Run(string sql, bool flag)
            {
                var {|NEEDS103:c|} = Open();
                if (flag)
                    c = Open();
                using (c)
                    return c.Execute(sql);
            }
            """);
}
