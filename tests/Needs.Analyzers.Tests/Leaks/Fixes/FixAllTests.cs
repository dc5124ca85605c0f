using Needs.CodeFixes.Leaks;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>What all tests of the fixes show for one file holds for several, and for several kinds of leaks in one.</summary>
public class FixAllTests
{
    [Fact]
    public Task SeveralFiles_AreFixedTogether() =>
        FixVerifier<UsingCodeFix>.FilesAsync(
            [
                """
                class Orders
                {
                    void Run(string sql)
                    {
                        var {|NEEDS101:c|} = Open();
                        c.Execute(sql);
                    }
                }

                """,
                """
                class Customers
                {
                    int Count(string sql) => {|NEEDS101:Open()|}.Execute(sql);

                    void Run(string sql)
                    {
                        var {|NEEDS102:c|} = Open();
                        c.Execute(sql);
                        c.Close();
                    }
                }

                """,
            ],
            [
                """
                class Orders
                {
                    void Run(string sql)
                    {
                        using var c = Open();
                        c.Execute(sql);
                    }
                }

                """,
                """
                class Customers
                {
                    int Count(string sql)
                    {
                        using var connection = Open();
                        return connection.Execute(sql);
                    }

                    void Run(string sql)
                    {
                        using var c = Open();
                        c.Execute(sql);
                    }
                }

                """,
            ]);

    [Fact]
    public Task WhatCanNotBeFixed_StaysAndHoldsNothingUp() =>
        FixVerifier<UsingCodeFix>.MembersAsync(
            """
            MySqlConnection? First(bool flag)
            {
                var {|NEEDS101:c|} = Open();
                return flag ? c : null;
            }

            void Second(string sql)
            {
                var {|NEEDS101:c|} = Open();
                c.Execute(sql);
            }

            Task<int> Third(string sql)
            {
                var {|NEEDS101:c|} = Open();
                return c.ExecuteAsync(sql);
            }

            void Fourth(string sql) => {|NEEDS101:Open()|}.Execute(sql);
            """,
            """
            MySqlConnection? First(bool flag)
            {
                var {|NEEDS101:c|} = Open();
                return flag ? c : null;
            }

            void Second(string sql)
            {
                using var c = Open();
                c.Execute(sql);
            }

            Task<int> Third(string sql)
            {
                var {|NEEDS101:c|} = Open();
                return c.ExecuteAsync(sql);
            }

            void Fourth(string sql)
            {
                using var connection = Open();
                connection.Execute(sql);
            }
            """);

    [Fact]
    public Task WindowsLineEnds_Stay() =>
        FixVerifier<CatchCodeFix>.FileAsync(
            """
            class Orders
            {
                MySqlConnection Make(string sql)
                {
                    var {|NEEDS102:c|} = Open();
                    c.Execute(sql);
                    return c;
                }
            }

            """.ReplaceLineEndings("\r\n"),
            """
            class Orders
            {
                MySqlConnection Make(string sql)
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
                }
            }

            """.ReplaceLineEndings("\r\n"));

    [Fact]
    public Task CodeThatDoesNotCompile_IsFixedAllTheSame() =>
        FixVerifier<UsingCodeFix>.MembersAsync(
            """
            void Run(string sql)
            {
                var {|NEEDS101:c|} = Open();
                c.Execute(sql);
                {|CS0103:Unknown|}(sql);
            }
            """,
            """
            void Run(string sql)
            {
                using var c = Open();
                c.Execute(sql);
                {|CS0103:Unknown|}(sql);
            }
            """);

    [Fact]
    public void TheFixesOfTheRules_AreThese()
    {
        Assert.Equal(["ExitCodeFix", "FinallyCodeFix", "UsingCodeFix"], FixesOf("NEEDS101"));
        Assert.Equal(["CatchCodeFix", "FinallyCodeFix", "UsingCodeFix"], FixesOf("NEEDS102"));
        Assert.Equal(["UsingCodeFix"], FixesOf("NEEDS103"));
        Assert.Equal(["OwnerCodeFix"], FixesOf("NEEDS104"));
        Assert.Equal(["UsingCodeFix"], FixesOf("NEEDS105"));
    }

    private static IEnumerable<string> FixesOf(string id) =>
        Documentation.Rules.CodeFixes
            .Where(fix => fix.FixableDiagnosticIds.Contains(id))
            .Select(fix => fix.GetType().Name)
            .Order(StringComparer.Ordinal);
}
