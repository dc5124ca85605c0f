#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Net.Http;
using System.Net.Http.Json;
using System.Net.Mail;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Overstay.LentConnections;

// helper
public sealed record Rate(string Currency, decimal Value);

// helper
public interface IEmailSender
{
    Task SendAsync(string to, string text, CancellationToken cancel = default);
}

// helper
public interface IPaymentGateway
{
    Task<bool> ChargeAsync(int order, decimal amount);
}

// helper
public interface IOutboxPublisher
{
    Task PublishAsync(DbConnection connection, string message);
}

/// <summary>Handlers that wait for something else while they hold their connection.</summary>
public sealed class LentConnections
{
    private readonly HttpClient _http;
    private readonly IEmailSender _mail;

    public LentConnections(HttpClient http, IEmailSender mail) => (_http, _mail) = (http, mail);

    // bad: the rate is fetched between two queries
    [NeedsDb]
    public static async Task<decimal> Price(MySqlConnection db, int id, HttpClient http)
    {
        var price = await db.ExecuteScalarAsync<decimal>("SELECT price FROM articles WHERE id = @id", new { id });
        var rate = await {|NEEDS205:http.GetFromJsonAsync<Rate>|}("https://rates.example/usd");
        await db.ExecuteAsync("INSERT INTO rates(value) VALUES (@Value)", rate);
        return price * rate!.Value;
    }

    // good: closed before the rate is fetched
    [NeedsDb]
    public static async Task<decimal> PriceClosed(MySqlConnection db, int id, HttpClient http)
    {
        var price = await db.ExecuteScalarAsync<decimal>("SELECT price FROM articles WHERE id = @id", new { id });
        await db.CloseAsync();
        var rate = await http.GetFromJsonAsync<Rate>("https://rates.example/usd");
        return price * rate!.Value;
    }

    // bad: the connection isn't used any more, but held while the page is fetched
    [NeedsDb]
    public async Task<string> Feed(MySqlConnection db, int id)
    {
        var url = await db.ExecuteScalarAsync<string>("SELECT url FROM feeds WHERE id = @id", new { id });
        return await {|NEEDS205:_http.GetStringAsync|}(url);
    }

    // good: closed and opened again around the page
    [NeedsDb]
    public async Task<int> FeedStored(MySqlConnection db, int id)
    {
        var url = await db.ExecuteScalarAsync<string>("SELECT url FROM feeds WHERE id = @id", new { id });
        await db.CloseAsync();
        var body = await _http.GetStringAsync(url);
        await db.OpenAsync();
        return await db.ExecuteAsync("UPDATE feeds SET body = @body WHERE id = @id", new { body, id });
    }

    // bad: lent from the start, and the page comes first
    [NeedsDb]
    public async Task<int> FetchedFirst(MySqlConnection db, string url)
    {
        var body = await {|NEEDS205:_http.GetStringAsync|}(url);
        return await db.ExecuteAsync("INSERT INTO pages(url, body) VALUES (@url, @body)", new { url, body });
    }

    // good: what the page says comes as a parameter
    [NeedsDb]
    public static async Task<int> Fetched(MySqlConnection db, string url, string body) =>
        await db.ExecuteAsync("INSERT INTO pages(url, body) VALUES (@url, @body)", new { url, body });

    // bad: a pause between two attempts
    [NeedsDb]
    public static async Task<bool> Take(NpgsqlConnection db, int job, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (await db.ExecuteAsync("UPDATE jobs SET taken = true WHERE id = @job AND NOT taken", new { job }) == 1)
                return true;
            await {|NEEDS205:Task.Delay|}(200, cancel);
        }

        return false;
    }

    // good: the database waits
    [NeedsDb]
    public static async Task<bool> TakeInDatabase(NpgsqlConnection db, int job)
    {
        await db.ExecuteAsync("SELECT pg_sleep(0.2)");
        return await db.ExecuteAsync("UPDATE jobs SET taken = true WHERE id = @job AND NOT taken", new { job }) == 1;
    }

    // bad: the mail is sent while the connection is held
    [NeedsDb]
    public async Task SignUp(MySqlConnection db, string email, CancellationToken cancel)
    {
        await db.ExecuteAsync("INSERT INTO users(email) VALUES (@email)", new { email });
        await {|NEEDS205:_mail.SendAsync|}(email, "Welcome", cancel);
    }

    // good: the mail is written into the database, for a job to send it
    [NeedsDb]
    public static async Task SignUpQueued(MySqlConnection db, string email)
    {
        await db.ExecuteAsync("INSERT INTO users(email) VALUES (@email)", new { email });
        await db.ExecuteAsync("INSERT INTO mails(email, text) VALUES (@email, 'Welcome')", new { email });
    }

    // good: closed before the mail is sent
    [NeedsDb]
    public async Task SignUpClosed(MySqlConnection db, string email, CancellationToken cancel)
    {
        await db.ExecuteAsync("INSERT INTO users(email) VALUES (@email)", new { email });
        await db.DisposeAsync();
        await _mail.SendAsync(email, "Welcome", cancel);
    }

    // bad: with ConfigureAwait
    [NeedsDb]
    public static async Task Order(MySqlConnection db, int id, IPaymentGateway payments)
    {
        var amount = await db.ExecuteScalarAsync<decimal>("SELECT total FROM orders WHERE id = @id", new { id }).ConfigureAwait(false);
        if (await {|NEEDS205:payments.ChargeAsync|}(id, amount).ConfigureAwait(false))
            await db.ExecuteAsync("UPDATE orders SET paid = 1 WHERE id = @id", new { id }).ConfigureAwait(false);
    }

    // bad: SmtpClient
    [NeedsDb]
    public static async Task Remind(IDbConnection db, SmtpClient smtp)
    {
        foreach (var to in db.Query<string>("SELECT email FROM users WHERE overdue"))
            await {|NEEDS205:smtp.SendMailAsync|}("shop@example.org", to, "Reminder", "Please pay");
    }

    // bad: it waits for a place in a semaphore
    [NeedsDb]
    public static async Task<int> Limited(MySqlConnection db, SemaphoreSlim places)
    {
        await {|NEEDS205:places.WaitAsync|}();
        try
        {
            return await db.ExecuteAsync("CALL recompute()");
        }
        finally
        {
            places.Release();
        }
    }

    // bad: only on the way where a hook is set
    [NeedsDb]
    public async Task<int> Hooked(MySqlConnection db, int id, string? hook)
    {
        var rows = await db.ExecuteAsync("DELETE FROM orders WHERE id = @id", new { id });
        if (hook is not null)
            await {|NEEDS205:_http.PostAsync|}(hook, null);
        return rows;
    }

    // good: on the way where a hook is set it is closed
    [NeedsDb]
    public async Task<int> HookedClosed(MySqlConnection db, int id, string? hook)
    {
        var rows = await db.ExecuteAsync("DELETE FROM orders WHERE id = @id", new { id });
        if (hook is not null)
        {
            await db.CloseAsync();
            await _http.PostAsync(hook, null);
        }

        return rows;
    }

    // good: the publisher is given the connection, it writes to the database
    [NeedsDb]
    public static async Task Published(MySqlConnection db, int id, IOutboxPublisher outbox)
    {
        await db.ExecuteAsync("UPDATE orders SET paid = 1 WHERE id = @id", new { id });
        await outbox.PublishAsync(db, "paid " + id);
    }

    // good: several pages at once, awaited with WhenAll
    [NeedsDb]
    public async Task<int> Several(MySqlConnection db, string left, string right)
    {
        var pages = await Task.WhenAll(_http.GetStringAsync(left), _http.GetStringAsync(right));
        return await db.ExecuteAsync("INSERT INTO pages(body) VALUES (@body)", new { body = pages[0] + pages[1] });
    }

    // good: the page was asked for before, and is awaited as a task when the query is done
    [NeedsDb]
    public static async Task<string> Beside(MySqlConnection db, Task<string> page)
    {
        var title = await db.ExecuteScalarAsync<string>("SELECT title FROM pages");
        return title + await page;
    }

    // good: files are near
    [NeedsDb]
    public static async Task<int> Imported(MySqlConnection db, string path)
    {
        var text = await File.ReadAllTextAsync(path);
        return await db.ExecuteAsync("INSERT INTO texts(text) VALUES (@text)", new { text });
    }

    // good: synchronous, and nothing awaited
    [NeedsDb]
    public static int Hashed(MySqlConnection db, string text)
    {
        var hash = text.GetHashCode();
        return db.Execute("INSERT INTO hashes(value) VALUES (@hash)", new { hash });
    }

    // bad: in a transaction, which is held as well
    [NeedsDb(Transaction = true)]
    public async Task Pay(MySqlConnection db, MySqlTransaction transaction, int id)
    {
        await db.ExecuteAsync("UPDATE orders SET paid = 1 WHERE id = @id", new { id }, transaction);
        await {|NEEDS205:_mail.SendAsync|}("shop@example.org", "paid " + id);
    }

    // good: started when the handler is called, not awaited by a call of its own
    [NeedsDb]
    public async Task<IResult> Joined(MySqlConnection db, int id)
    {
        var rate = _http.GetStringAsync("https://rates.example/usd");
        var price = await db.ExecuteScalarAsync<decimal>("SELECT price FROM articles WHERE id = @id", new { id });
        return Results.Ok(price + await rate);
    }
}
