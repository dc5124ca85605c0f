using Needs.CodeFixes.Lending;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>What all tests of the fixes show for one file holds for several, in their own usings and line ends.</summary>
public class FixAllTests
{
    private const string WithoutLinq = """
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Dapper;
        using MySqlConnector;
        using Needs;

        namespace Names;

        public static partial class Users
        {
            [NeedsDb]
            public static IEnumerable<string> All(MySqlConnection db) => {|NEEDS202:Read(db)|};

            private static IEnumerable<string> Read(MySqlConnection c)
            {
                foreach (var name in c.Query<string>("SELECT name FROM users", buffered: false))
                    yield return name;
            }
        }

        """;

    private const string WithLinq = """
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Dapper;
        using MySqlConnector;
        using Needs;

        namespace Names;

        public static partial class Users
        {
            [NeedsDb]
            public static IEnumerable<string> All(MySqlConnection db) => Read(db).ToList();

            private static IEnumerable<string> Read(MySqlConnection c)
            {
                foreach (var name in c.Query<string>("SELECT name FROM users", buffered: false))
                    yield return name;
            }
        }

        """;

    [Fact]
    public Task SeveralFiles_AreFixedTogether() =>
        LendingFix<SequenceCodeFix>.FilesAsync(
            [
                """
                class Orders
                {
                    static async Task<int> Sum(MySqlConnection c)
                    {
                        var counts = await Task.WhenAll(CountAsync(c, "visits"), {|NEEDS203:CountAsync|}(c, "orders"));
                        return counts.Sum();
                    }
                }

                """,
                """
                class Customers
                {
                    static async Task Log(MySqlConnection c, string[] lines) =>
                        await Task.WhenAll(lines.Select(line => {|NEEDS203:LogAsync|}(c, line)));

                    static async Task<int> Any(MySqlConnection c)
                    {
                        var first = CountAsync(c, "visits");
                        var second = {|NEEDS203:CountAsync|}(c, "orders");
                        return await await Task.WhenAny(first, second);
                    }

                    static async Task<int> Sum(MySqlConnection c)
                    {
                        var visits = CountAsync(c, "visits");
                        var orders = {|NEEDS203:CountAsync|}(c, "orders");
                        return await visits + await orders;
                    }
                }

                """,
            ],
            [
                """
                class Orders
                {
                    static async Task<int> Sum(MySqlConnection c)
                    {
                        var counts = new[] { await CountAsync(c, "visits"), await CountAsync(c, "orders") };
                        return counts.Sum();
                    }
                }

                """,
                """
                class Customers
                {
                    static async Task Log(MySqlConnection c, string[] lines)
                    {
                        foreach (var line in lines)
                        {
                            await LogAsync(c, line);
                        }
                    }

                    static async Task<int> Any(MySqlConnection c)
                    {
                        var first = CountAsync(c, "visits");
                        var second = {|NEEDS203:CountAsync|}(c, "orders");
                        return await await Task.WhenAny(first, second);
                    }

                    static async Task<int> Sum(MySqlConnection c)
                    {
                        var visits = await CountAsync(c, "visits");
                        var orders = await CountAsync(c, "orders");
                        return visits + orders;
                    }
                }

                """,
            ]);

    [Fact]
    public Task MissingUsing_IsAddedInItsPlace() => LendingFix<MaterialiseCodeFix>.FileAsync(WithoutLinq, WithLinq);

    [Fact]
    public Task WindowsLineEnds_Stay() =>
        LendingFix<MaterialiseCodeFix>.FileAsync(WithoutLinq.ReplaceLineEndings("\r\n"), WithLinq.ReplaceLineEndings("\r\n"));

    [Fact]
    public void TheFixesOfTheRules_AreThese()
    {
        Assert.Equal(["AwaitCodeFix"], FixesOf("NEEDS201"));
        Assert.Equal(["AwaitResultCodeFix", "BufferedCodeFix", "MaterialiseCodeFix", "StreamCodeFix"], FixesOf("NEEDS202"));
        Assert.Equal(["AwaitCodeFix", "BufferedCodeFix", "SequenceCodeFix"], FixesOf("NEEDS203"));
        Assert.Equal(["CloseLaterCodeFix"], FixesOf("NEEDS204"));
        Assert.Equal(["CloseBeforeWaitCodeFix", "OpenAfterWaitCodeFix"], FixesOf("NEEDS205"));
        Assert.Empty(FixesOf("NEEDS206"));
    }

    private static IEnumerable<string> FixesOf(string id) =>
        Documentation.Rules.CodeFixes
            .Where(fix => fix.FixableDiagnosticIds.Contains(id))
            .Select(fix => fix.GetType().Name)
            .Order(StringComparer.Ordinal);
}
