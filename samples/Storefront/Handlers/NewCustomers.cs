using System.Data.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Needs;
using Storefront.Data;

namespace Storefront;

public static partial class NewCustomers
{
    private const int LongestSortName = 120;
    private const int LongestSearch = 400;

    /// <summary>
    /// A handler that takes a <see cref="SignUp"/> takes a good one: a form that can't be bound, or breaks a rule of its type, is
    /// answered with 400 that names every field. What only the database knows is checked here.
    /// </summary>
    [HttpPost("/api/customers")]
    [NeedsDb(Transaction = true, Retries = 3), NeedsForm]
    public static async Task<Results<Created<Customer>, ValidationProblem>> Add(
        DbConnection db, DbTransaction tx, SignUp person, TimeProvider time, CancellationToken ct = default)
    {
        var id = await Counters.Next(db, tx, "customer", ct); // first: until the end nobody else gets past it, so what is free stays free
        var email = person.Email.Trim().ToLowerInvariant();
        if (await db.Command("SELECT COUNT(*) FROM customers WHERE email = @email", ("@email", email)).In(tx).NumberAsync(ct) > 0)
        {
            await tx.RollbackAsync(ct);
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { ["email"] = ["Somebody has signed up with this address already."] });
        }

        var today = time.GetUtcNow().UtcDateTime.Date;
        var customer = new Customer(id, person.Name.Trim(), email, person.City.Trim(), person.Country.Trim(), today, Orders: 0, Spent: 0);
        await Write(db, tx, customer, ct);
        return TypedResults.Created($"/api/customers/{id}", customer);
    }

    private static Task Write(DbConnection db, DbTransaction tx, Customer customer, CancellationToken ct)
    {
        var (_, name, email, city, country, joined, _, _, _) = customer;
        var lastWord = name.LastIndexOf(' ') + 1;
        return db.Command("""
            INSERT INTO customers (id, name, email, city, country, joined, sort_name, search)
            VALUES (@id, @name, @email, @city, @country, @joined, @sortName, @search)
            """,
            ("@id", customer.Id), ("@name", name), ("@email", email), ("@city", city), ("@country", country), ("@joined", joined),
            ("@sortName", Folded($"{name[lastWord..]} {name[..lastWord]}", LongestSortName)),
            ("@search", Folded($"{name} {email} {city} {country}", LongestSearch))).In(tx).RunAsync(ct);
    }

    /// <summary>One letter may fold into several.</summary>
    private static string Folded(string text, int longest)
    {
        var folded = Folding.Fold(text);
        return folded.Length <= longest ? folded : folded[..longest];
    }
}
