using Verify = Needs.Analyzers.Tests.Lending.Fixes.LendingFix<Needs.CodeFixes.Lending.OpenAfterWaitCodeFix>;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>A connection that nobody needs yet is opened after something slow.</summary>
public class OpenAfterWaitTests
{
    [Fact]
    public Task ConnectionOpenedTooEarly_IsOpenedAfterTheWait() =>
        Verify.MembersAsync(
            """
            static async Task<int> Store(MySqlDataSource source, HttpClient http, string url)
            {
                Say("storing");

                // In here.
                await using var c = await source.OpenConnectionAsync();
                var body = await {|NEEDS205:http.GetStringAsync|}(url);
                return await c.ExecuteAsync("INSERT INTO pages(body) VALUES (@body)", new { body });
            }
            """,
            """
            static async Task<int> Store(MySqlDataSource source, HttpClient http, string url)
            {
                Say("storing");

                var body = await http.GetStringAsync(url);

                // In here.
                await using var c = await source.OpenConnectionAsync();
                return await c.ExecuteAsync("INSERT INTO pages(body) VALUES (@body)", new { body });
            }
            """);

    [Fact]
    public Task StatementsBetween_StayInOrder() =>
        Verify.MembersAsync(
            """
            static async Task<int> Store(MySqlDataSource source, HttpClient http, string url)
            {
                await using var c = await source.OpenConnectionAsync();

                Say(url);
                var body = await {|NEEDS205:http.GetStringAsync|}(url);

                return await c.ExecuteAsync("INSERT INTO pages(body) VALUES (@body)", new { body });
            }
            """,
            """
            static async Task<int> Store(MySqlDataSource source, HttpClient http, string url)
            {
                Say(url);
                var body = await http.GetStringAsync(url);
                await using var c = await source.OpenConnectionAsync();

                return await c.ExecuteAsync("INSERT INTO pages(body) VALUES (@body)", new { body });
            }
            """);

    [Fact]
    public Task ConnectionThatIsUsedBefore_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            static async Task<int> Store(MySqlDataSource source, HttpClient http, string url)
            {
                await using var c = await source.OpenConnectionAsync();
                var known = await CountAsync(c, "pages");
                var body = await {|NEEDS205:http.GetStringAsync|}(url);
                return known + await c.ExecuteAsync("INSERT INTO pages(body) VALUES (@body)", new { body });
            }
            """);

    [Fact]
    public Task LentConnection_CanNotBeOpenedLater() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static async Task<int> Store(MySqlConnection db, HttpClient http, string url)
            {
                var body = await {|NEEDS205:http.GetStringAsync|}(url);
                return await db.ExecuteAsync("INSERT INTO pages(body) VALUES (@body)", new { body });
            }
            """);

    [Fact]
    public Task WhatItIsOpenedWith_MustBeTheSame() =>
        Verify.NotOfferedAsync(
            """
            static async Task<int> Store(HttpClient http, string address, string url)
            {
                await using var c = await OpenAsync(address);
                address = "elsewhere";
                var body = await {|NEEDS205:http.GetStringAsync|}(url);
                return await c.ExecuteAsync("INSERT INTO pages(body) VALUES (@body)", new { body, address });
            }

            static async Task<MySqlConnection> OpenAsync(string address)
            {
                var c = new MySqlConnection(address);
                await c.OpenAsync();
                return c;
            }
            """);
}
