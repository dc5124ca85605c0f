using Verify = Needs.Analyzers.Tests.Lending.Fixes.LendingFix<Needs.CodeFixes.Lending.CloseBeforeWaitCodeFix>;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>A connection that has done its work is closed before something slow.</summary>
public class CloseBeforeWaitTests
{
    [Fact]
    public Task LentConnection_IsClosedBeforeTheMail() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task Register(MySqlConnection db, IMailer mail, string email)
            {
                await db.ExecuteAsync("INSERT INTO users(email) VALUES (@email)", new { email });

                // Tell them.
                await {|NEEDS205:mail.SendAsync|}(email, "Welcome");
            }
            """,
            """
            [NeedsDb]
            static async Task Register(MySqlConnection db, IMailer mail, string email)
            {
                await db.ExecuteAsync("INSERT INTO users(email) VALUES (@email)", new { email });
                await db.CloseAsync();

                // Tell them.
                await mail.SendAsync(email, "Welcome");
            }
            """);

    [Fact]
    public Task ConnectionOfAnInterface_IsClosedInTime() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<string> Page(IDbConnection db, HttpClient http, int id)
            {
                var url = db.ExecuteScalar<string>("SELECT url FROM feeds WHERE id = @id", new { id });
                return await {|NEEDS205:http.GetStringAsync|}(url);
            }
            """,
            """
            [NeedsDb]
            static async Task<string> Page(IDbConnection db, HttpClient http, int id)
            {
                var url = db.ExecuteScalar<string>("SELECT url FROM feeds WHERE id = @id", new { id });
                db.Close();
                return await http.GetStringAsync(url);
            }
            """);

    [Fact]
    public Task WaitOnOneWay_IsWhereItIsClosed() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db, HttpClient http, Uri? hook)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                if (hook is not null)
                {
                    await {|NEEDS205:http.PostAsync|}(hook, null);
                }

                return rows;
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db, HttpClient http, Uri? hook)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                if (hook is not null)
                {
                    await db.CloseAsync();
                    await http.PostAsync(hook, null);
                }

                return rows;
            }
            """);

    [Fact]
    public Task WaitWithoutBraces_IsClosedBeforeTheIf() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db, HttpClient http, Uri? hook)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                if (hook is not null)
                    await {|NEEDS205:http.PostAsync|}(hook, null);
                return rows;
            }
            """,
            """
            [NeedsDb]
            static async Task<int> Remove(MySqlConnection db, HttpClient http, Uri? hook)
            {
                var rows = await db.ExecuteAsync("DELETE FROM drafts");
                await db.CloseAsync();
                if (hook is not null)
                    await http.PostAsync(hook, null);
                return rows;
            }
            """);

    [Fact]
    public Task LoopThatWaits_IsClosedBeforeIt() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task Remind(MySqlConnection db, IMailer mail)
            {
                var emails = (await db.QueryAsync<string>("SELECT email FROM users WHERE overdue")).ToList();
                foreach (var email in emails)
                {
                    await {|NEEDS205:mail.SendAsync|}(email, "Please pay");
                }
            }
            """,
            """
            [NeedsDb]
            static async Task Remind(MySqlConnection db, IMailer mail)
            {
                var emails = (await db.QueryAsync<string>("SELECT email FROM users WHERE overdue")).ToList();
                await db.CloseAsync();
                foreach (var email in emails)
                {
                    await mail.SendAsync(email, "Please pay");
                }
            }
            """);

    [Fact]
    public Task CommittedTransaction_LetsItBeClosed() =>
        Verify.MembersAsync(
            """
            [NeedsDb]
            static async Task Pay(MySqlConnection db, IMailer mail, int id)
            {
                await using var transaction = await db.BeginTransactionAsync();
                await db.ExecuteAsync("UPDATE orders SET paid = 1 WHERE id = @id", new { id }, transaction);
                await transaction.CommitAsync();
                await {|NEEDS205:mail.SendAsync|}("shop@example.org", "paid " + id);
            }
            """,
            """
            [NeedsDb]
            static async Task Pay(MySqlConnection db, IMailer mail, int id)
            {
                await using var transaction = await db.BeginTransactionAsync();
                await db.ExecuteAsync("UPDATE orders SET paid = 1 WHERE id = @id", new { id }, transaction);
                await transaction.CommitAsync();
                await db.CloseAsync();
                await mail.SendAsync("shop@example.org", "paid " + id);
            }
            """);

    [Fact]
    public Task OwnConnection_IsUsedInAnInnerUsing() =>
        Verify.MembersAsync(
            """
            static async Task Register(MySqlDataSource source, IMailer mail, string email)
            {
                // Once.
                await using var c = await source.OpenConnectionAsync();
                await c.ExecuteAsync("INSERT INTO users(email) VALUES (@email)", new { email });

                // Tell them.
                await {|NEEDS205:mail.SendAsync|}(email, "Welcome");
                Say("registered");
            }
            """,
            """
            static async Task Register(MySqlDataSource source, IMailer mail, string email)
            {
                // Once.
                await using (var c = await source.OpenConnectionAsync())
                {
                    await c.ExecuteAsync("INSERT INTO users(email) VALUES (@email)", new { email });
                }

                // Tell them.
                await mail.SendAsync(email, "Welcome");
                Say("registered");
            }
            """);

    [Fact]
    public Task OwnConnectionWithItsCommand_IsUsedInAnInnerUsing() =>
        Verify.MembersAsync(
            """
            static async Task Register(MySqlDataSource source, IMailer mail, string email)
            {
                await using var c = await source.OpenConnectionAsync();
                await using var command = new MySqlCommand("INSERT INTO users(email) VALUES ('?')", c);
                await command.ExecuteNonQueryAsync();
                await {|NEEDS205:mail.SendAsync|}(email, "Welcome");
            }
            """,
            """
            static async Task Register(MySqlDataSource source, IMailer mail, string email)
            {
                await using (var c = await source.OpenConnectionAsync())
                {
                    await using var command = new MySqlCommand("INSERT INTO users(email) VALUES ('?')", c);
                    await command.ExecuteNonQueryAsync();
                }

                await mail.SendAsync(email, "Welcome");
            }
            """);

    [Fact]
    public Task OwnConnectionWithResults_IsClosed() =>
        Verify.MembersAsync(
            """
            static async Task Confirm(MySqlDataSource source, IMailer mail, int order)
            {
                await using var c = await source.OpenConnectionAsync();
                var email = await c.ExecuteScalarAsync<string>("SELECT email FROM orders WHERE id = @order", new { order });
                await {|NEEDS205:mail.SendAsync|}(email!, "confirmed");
            }
            """,
            """
            static async Task Confirm(MySqlDataSource source, IMailer mail, int order)
            {
                await using var c = await source.OpenConnectionAsync();
                var email = await c.ExecuteScalarAsync<string>("SELECT email FROM orders WHERE id = @order", new { order });
                await c.CloseAsync();
                await mail.SendAsync(email!, "confirmed");
            }
            """);

    [Fact]
    public Task UsingStatement_EndsBeforeTheWait() =>
        Verify.MembersAsync(
            """
            static async Task Register(MySqlDataSource source, IMailer mail, string email)
            {
                await using (var c = await source.OpenConnectionAsync())
                {
                    await c.ExecuteAsync("INSERT INTO users(email) VALUES (@email)", new { email });

                    // Tell them.
                    await {|NEEDS205:mail.SendAsync|}(email, "Welcome");
                    Say("registered");
                }

                Say("done");
            }
            """,
            """
            static async Task Register(MySqlDataSource source, IMailer mail, string email)
            {
                await using (var c = await source.OpenConnectionAsync())
                {
                    await c.ExecuteAsync("INSERT INTO users(email) VALUES (@email)", new { email });
                }

                // Tell them.
                await mail.SendAsync(email, "Welcome");
                Say("registered");

                Say("done");
            }
            """);

    [Fact]
    public Task UsingOfSomethingElse_StaysAsLong() =>
        Verify.MembersAsync(
            """
            static async Task Register(MySqlDataSource source, IMailer mail, string email, SemaphoreSlim gate)
            {
                await using var c = await source.OpenConnectionAsync();
                using var timer = new CancellationTokenSource(1000);
                await c.ExecuteAsync("INSERT INTO users(email) VALUES (@email)", new { email });
                await {|NEEDS205:mail.SendAsync|}(email, "Welcome");
            }
            """,
            """
            static async Task Register(MySqlDataSource source, IMailer mail, string email, SemaphoreSlim gate)
            {
                await using var c = await source.OpenConnectionAsync();
                using var timer = new CancellationTokenSource(1000);
                await c.ExecuteAsync("INSERT INTO users(email) VALUES (@email)", new { email });
                await c.CloseAsync();
                await mail.SendAsync(email, "Welcome");
            }
            """);

    [Fact]
    public Task ConnectionThatIsUsedAfterwards_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static async Task<decimal> Price(MySqlConnection db, HttpClient http, int id)
            {
                var price = await db.ExecuteScalarAsync<decimal>("SELECT price FROM items WHERE id = @id", new { id });
                var rate = await {|NEEDS205:http.GetStringAsync|}("https://rates.example/usd");
                await LogAsync(db, rate);
                return price;
            }
            """);

    [Fact]
    public Task ConnectionOfALoop_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static async Task<bool> Take(MySqlConnection db, int job)
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    if (await db.ExecuteAsync("UPDATE jobs SET taken = true WHERE id = @job AND NOT taken", new { job }) == 1)
                        return true;
                    await {|NEEDS205:Task.Delay|}(200);
                }

                return false;
            }
            """);

    [Fact]
    public Task ConnectionThatAFinallyUses_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static async Task Send(MySqlConnection db, IMailer mail, string email)
            {
                try
                {
                    await LogAsync(db, "sending");
                    await {|NEEDS205:mail.SendAsync|}(email, "Welcome");
                }
                finally
                {
                    await LogAsync(db, "sent");
                }
            }
            """);

    [Fact]
    public Task LentTransaction_KeepsItsConnection() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb(Transaction = true)]
            static async Task Pay(MySqlConnection db, MySqlTransaction transaction, IMailer mail, int id)
            {
                await db.ExecuteAsync("UPDATE orders SET paid = 1 WHERE id = @id", new { id }, transaction);
                await {|NEEDS205:mail.SendAsync|}("shop@example.org", "paid " + id);
            }
            """);

    [Fact]
    public Task TransactionOfTheLoan_KeepsItsConnection() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb(Transaction = true)]
            static async Task Pay(MySqlConnection db, IMailer mail, int id)
            {
                await db.ExecuteAsync("UPDATE orders SET paid = 1 WHERE id = @id", new { id });
                await {|NEEDS205:mail.SendAsync|}("shop@example.org", "paid " + id);
            }
            """);

    [Fact]
    public Task OpenReader_KeepsItsConnection() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static async Task Notify(MySqlConnection db, IMailer mail)
            {
                await using var command = new MySqlCommand("SELECT email FROM users", db);
                await using var reader = await command.ExecuteReaderAsync();
                var email = await reader.ReadAsync() ? reader.GetString(0) : "";
                await {|NEEDS205:mail.SendAsync|}(email, "hello");
            }
            """);

    [Fact]
    public Task ConnectionThatAnotherObjectMayHave_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static async Task Save(MySqlConnection db, IUnitOfWork work, HttpClient http)
            {
                work.Begin(db);
                var page = await {|NEEDS205:http.GetStringAsync|}("https://example.org");
                await work.SaveAsync(page);
            }

            public interface IUnitOfWork
            {
                void Begin(DbConnection c);

                Task SaveAsync(string page);
            }
            """);

    [Fact]
    public Task ConnectionThatALambdaNeedsLater_IsLeft() =>
        Verify.NotOfferedAsync(
            """
            [NeedsDb]
            static async Task<string> Page(MySqlConnection db, HttpClient http)
            {
                Func<Task> log = () => LogAsync(db, "fetched");
                var page = await {|NEEDS205:http.GetStringAsync|}("https://example.org");
                await log();
                return page;
            }
            """);
}
