using Verify = Needs.Analyzers.Tests.Leaks.Fixes.FixVerifier<Needs.CodeFixes.Leaks.ExitCodeFix>;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>A resource that is handed over on some paths is disposed on the others.</summary>
public class ExitTests
{
    [Fact]
    public Task OtherReturns_DisposeFirst() =>
        Verify.MembersAsync(
            """
            MySqlConnection? Find(string sql)
            {
                var {|NEEDS101:c|} = Open();
                if (c.Execute(sql) == 0)
                {
                    // None.
                    return null;
                }

                if (c.Execute(sql) == 1)
                    return null;

                return c;
            }
            """,
            """
            MySqlConnection? Find(string sql)
            {
                var c = Open();
                try
                {
                    if (c.Execute(sql) == 0)
                    {
                        // None.
                        c.Dispose();
                        return null;
                    }

                    if (c.Execute(sql) == 1)
                    {
                        c.Dispose();
                        return null;
                    }

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
    public Task AsyncMethod_DisposesAsynchronously() =>
        Verify.MembersAsync(
            """
            async Task<MySqlConnection?> FindAsync(bool flag)
            {
                var {|NEEDS101:c|} = await OpenAsync();
                if (flag)
                    return null;
                return c;
            }
            """,
            """
            async Task<MySqlConnection?> FindAsync(bool flag)
            {
                var c = await OpenAsync();
                if (flag)
                {
                    await c.DisposeAsync();
                    return null;
                }

                return c;
            }
            """);

    [Fact]
    public Task NextRoundOfALoop_DisposesFirst() =>
        Verify.MembersAsync(
            """
            MySqlConnection? First(string[] texts)
            {
                foreach (var text in texts)
                {
                    var {|NEEDS101:c|} = Open();
                    if (c.Execute(text) > 0)
                        return c;
                }

                return null;
            }
            """,
            """
            MySqlConnection? First(string[] texts)
            {
                foreach (var text in texts)
                {
                    var c = Open();
                    try
                    {
                        if (c.Execute(text) > 0)
                            return c;
                    }
                    catch
                    {
                        c.Dispose();
                        throw;
                    }

                    c.Dispose();
                }

                return null;
            }
            """);

    [Fact]
    public Task OutParameter_IsAHandOver() =>
        Verify.MembersAsync(
            """
            bool TryOpen(int version, out MySqlConnection? c)
            {
                c = null;
                var {|NEEDS101:opened|} = Open();
                if (opened.ServerThread < version)
                    return false;
                c = opened;
                return true;
            }
            """,
            """
            bool TryOpen(int version, out MySqlConnection? c)
            {
                c = null;
                var opened = Open();
                if (opened.ServerThread < version)
                {
                    opened.Dispose();
                    return false;
                }

                c = opened;
                return true;
            }
            """);

    [Fact]
    public Task ConnectionThatMayBeKeptByThen_IsNotDisposed() =>
        Verify.NotOfferedAsync(
            """
            List<MySqlConnection> Healthy(int wanted)
            {
                var healthy = new List<MySqlConnection>();
                while (healthy.Count < wanted)
                {
                    var {|NEEDS101:c|} = Open();
                    if (c.Ping())
                        healthy.Add(c);
                }

                return healthy;
            }
            """);

    [Fact]
    public Task ConnectionThatIsReturnedPerhaps_IsNotDisposed() =>
        Verify.NotOfferedAsync(
            """
            MySqlConnection? Find(bool flag)
            {
                var {|NEEDS101:c|} = Open();
                return flag ? c : null;
            }
            """);

    [Fact]
    public Task ConnectionThatStays_IsForAUsing() =>
        Verify.NotOfferedAsync(
            """
            void Run(string sql)
            {
                var {|NEEDS101:c|} = Open();
                c.Execute(sql);
            }
            """);
}
