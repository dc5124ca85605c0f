#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Lazy.Deferred;

public sealed record Product(int Id, string Name, decimal Price);

public sealed record ProductPage(int Total, IEnumerable<Product> Items);

public sealed record ProductCard(Product Product, Lazy<string?> Description);

public sealed record ProductActions(string Name, Func<Task<int>> Remove);

public sealed class ProductList
{
    public int Total { get; set; }

    public IEnumerable<Product> Items { get; set; } = [];
}

/// <summary>Delegates and results that are evaluated after the handler's end.</summary>
public static partial class Products
{
    // bad: a Lazy
    [NeedsDb]
    public static Lazy<int> LazyCount(MySqlConnection db) =>
        {|NEEDS202:new Lazy<int>(() => db.ExecuteScalar<int>("SELECT COUNT(*) FROM products"))|};

    // good: its value
    [NeedsDb]
    public static int LazyCountNow(MySqlConnection db) =>
        new Lazy<int>(() => db.ExecuteScalar<int>("SELECT COUNT(*) FROM products")).Value;

    // good: a Lazy over a value
    [NeedsDb]
    public static Lazy<string> LazyText(MySqlConnection db)
    {
        var count = db.ExecuteScalar<int>("SELECT COUNT(*) FROM products");
        return new Lazy<string>(() => $"{count} products");
    }

    // bad: a Func
    [NeedsDb]
    public static Func<int, decimal> PriceOf(MySqlConnection db)
    {
        return {|NEEDS202:id => db.ExecuteScalar<decimal>("SELECT price FROM products WHERE id = @id", new { id })|};
    }

    // good: a Func over a dictionary
    [NeedsDb]
    public static Func<int, decimal> PriceOfKnown(MySqlConnection db)
    {
        var prices = db.Query<Product>("SELECT id, name, price FROM products").ToDictionary(product => product.Id, product => product.Price);
        return id => prices[id];
    }

    // bad: a local function as a delegate
    [NeedsDb]
    public static Func<int, Task<decimal>> PriceOfAsync(MySqlConnection db)
    {
        return {|NEEDS202:PriceOf|};

        async Task<decimal> PriceOf(int id) => await db.ExecuteScalarAsync<decimal>("SELECT price FROM products WHERE id = @id", new { id });
    }

    // bad: an Action
    [NeedsDb]
    public static Action Cleanup(MySqlConnection db)
    {
        Action cleanup = () => db.Execute("DELETE FROM products WHERE price = 0");
        return {|NEEDS202:cleanup|};
    }

    // good: the Action ran, and its effect is counted
    [NeedsDb]
    public static int CleanupNow(MySqlConnection db)
    {
        var rows = 0;
        Action cleanup = () => rows += db.Execute("DELETE FROM products WHERE price = 0");
        cleanup();
        return rows;
    }

    // bad: a record with a Lazy in it
    [NeedsDb]
    public static async Task<ProductCard> Card(MySqlConnection db, int id)
    {
        var product = await db.QuerySingleAsync<Product>("SELECT id, name, price FROM products WHERE id = @id", new { id });
        return {|NEEDS202:new ProductCard(product, new Lazy<string?>(() => db.ExecuteScalar<string>("SELECT text FROM texts WHERE id = @id", new { id })))|};
    }

    // good: a record with a Lazy that has all it needs
    [NeedsDb]
    public static async Task<ProductCard> FullCard(MySqlConnection db, int id)
    {
        var product = await db.QuerySingleAsync<Product>("SELECT id, name, price FROM products WHERE id = @id", new { id });
        var text = await db.ExecuteScalarAsync<string>("SELECT text FROM texts WHERE id = @id", new { id });
        return new ProductCard(product, new Lazy<string?>(() => text?.Trim()));
    }

    // bad: a record with a delegate in it
    [NeedsDb]
    public static ProductActions Actions(MySqlConnection db, int id) =>
        {|NEEDS202:new ProductActions("product " + id, () => db.ExecuteAsync("DELETE FROM products WHERE id = @id", new { id }))|};

    // bad: a page with unbuffered rows
    [NeedsDb]
    public static ProductPage Page(MySqlConnection db, int page)
    {
        var total = db.ExecuteScalar<int>("SELECT COUNT(*) FROM products");
        var items = db.Query<Product>("SELECT id, name, price FROM products LIMIT 20 OFFSET @skip", new { skip = page * 20 }, buffered: false);
        return {|NEEDS202:new ProductPage(total, items)|};
    }

    // good: a page with a list
    [NeedsDb]
    public static ProductPage PageOfList(MySqlConnection db, int page)
    {
        var total = db.ExecuteScalar<int>("SELECT COUNT(*) FROM products");
        var items = db.Query<Product>("SELECT id, name, price FROM products LIMIT 20 OFFSET @skip", new { skip = page * 20 }, buffered: false);
        return new ProductPage(total, items.ToList());
    }

    // good: a page with buffered rows
    [NeedsDb]
    public static async Task<ProductPage> PageOfBuffered(MySqlConnection db, int page)
    {
        var total = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM products");
        var items = await db.QueryAsync<Product>("SELECT id, name, price FROM products LIMIT 20 OFFSET @skip", new { skip = page * 20 });
        return new ProductPage(total, items.Where(item => item.Price > 0));
    }

    // bad: an object with a lazy member
    [NeedsDb]
    public static ProductList List(MySqlConnection db)
    {
        var list = new ProductList { Total = db.ExecuteScalar<int>("SELECT COUNT(*) FROM products") };
        list.Items = db.Query<Product>("SELECT id, name, price FROM products", buffered: false);
        return {|NEEDS202:list|};
    }

    // good: the member is filled
    [NeedsDb]
    public static ProductList FilledList(MySqlConnection db)
    {
        var list = new ProductList { Total = db.ExecuteScalar<int>("SELECT COUNT(*) FROM products") };
        list.Items = [.. db.Query<Product>("SELECT id, name, price FROM products", buffered: false)];
        return list;
    }

    // bad: written to the response when the connection is gone
    [NeedsDb]
    public static IResult OkOfUnbuffered(MySqlConnection db) =>
        {|NEEDS202:Results.Ok(db.Query<Product>("SELECT id, name, price FROM products", buffered: false))|};

    // good: a buffered sequence in the result
    [NeedsDb]
    public static IResult OkOfBuffered(MySqlConnection db) => Results.Ok(db.Query<Product>("SELECT id, name, price FROM products"));

    // bad: typed results
    [NeedsDb]
    public static Ok<IEnumerable<Product>> TypedOk(MySqlConnection db)
    {
        var products = db.Query<Product>("SELECT id, name, price FROM products", buffered: false);
        return {|NEEDS202:TypedResults.Ok(products)|};
    }

    // good: typed results of a list
    [NeedsDb]
    public static Ok<List<Product>> TypedOkOfList(MySqlConnection db)
    {
        var products = db.Query<Product>("SELECT id, name, price FROM products", buffered: false);
        return TypedResults.Ok(products.ToList());
    }

    // bad: JSON of a lazy Select
    [NeedsDb]
    public static IResult JsonOfSelect(MySqlConnection db, int[] ids) =>
        {|NEEDS202:Results.Json(ids.Select(id => db.QuerySingle<Product>("SELECT id, name, price FROM products WHERE id = @id", new { id })))|};

    // good: JSON text is text
    [NeedsDb]
    public static IResult JsonText(MySqlConnection db, int[] ids)
    {
        var products = ids.Select(id => db.QuerySingle<Product>("SELECT id, name, price FROM products WHERE id = @id", new { id }));
        return Results.Text(JsonSerializer.Serialize(products), "application/json");
    }

    // bad: the callback writes when the result is executed
    [NeedsDb]
    public static IResult StreamByCallback(NpgsqlConnection db)
    {
        return {|NEEDS202:Results.Stream(async body =>
        {
            await using var writer = new StreamWriter(body);
            await foreach (var name in db.QueryUnbufferedAsync<string>("SELECT name FROM products"))
                await writer.WriteLineAsync(name);
        }, "text/csv")|};
    }

    // good: the callback writes what was read
    [NeedsDb]
    public static async Task<IResult> StreamOfRows(NpgsqlConnection db)
    {
        var names = (await db.QueryAsync<string>("SELECT name FROM products")).AsList();
        return Results.Stream(async body =>
        {
            await using var writer = new StreamWriter(body);
            foreach (var name in names)
                await writer.WriteLineAsync(name);
        }, "text/csv");
    }

    // good: written to the response here
    [NeedsDb]
    public static async Task WriteRows(NpgsqlConnection db, HttpResponse response)
    {
        response.ContentType = "text/csv";
        await using var writer = new StreamWriter(response.Body);
        await foreach (var name in db.QueryUnbufferedAsync<string>("SELECT name FROM products"))
            await writer.WriteLineAsync(name);
    }

    // bad: one arm of a conditional
    [NeedsDb]
    public static IResult OkOrNotFound(MySqlConnection db, string? name)
    {
        var known = db.ExecuteScalar<int>("SELECT COUNT(*) FROM products WHERE name = @name", new { name });
        return {|NEEDS202:known == 0
            ? Results.NotFound()
            : Results.Ok(db.Query<Product>("SELECT id, name, price FROM products WHERE name = @name", new { name }, buffered: false))|};
    }

    // good: both arms are finished
    [NeedsDb]
    public static IResult OkOrNotFoundOfList(MySqlConnection db, string? name)
    {
        var products = db.Query<Product>("SELECT id, name, price FROM products WHERE name = @name", new { name }, buffered: false).ToList();
        return products.Count == 0 ? Results.NotFound() : Results.Ok(products);
    }

    // good: a cell of a finished sequence
    [NeedsDb]
    public static IResult OkOfMax(MySqlConnection db) =>
        Results.Ok(new { Max = db.Query<decimal>("SELECT price FROM products", buffered: false).Max() });

    // bad: an anonymous object with an unbuffered member
    [NeedsDb]
    public static IResult OkOfAnonymous(MySqlConnection db, int page) =>
        {|NEEDS202:Results.Ok(new { page, Items = db.Query<Product>("SELECT id, name, price FROM products", buffered: false) })|};

    // bad: an unbuffered multi-map
    [NeedsDb]
    public static IEnumerable<Product> MultiMap(IDbConnection db) =>
        {|NEEDS202:db.Query<Product, string, Product>(
            "SELECT p.id, p.name, p.price, t.text FROM products p JOIN texts t ON t.id = p.id",
            (product, text) => product with { Name = text },
            splitOn: "text",
            buffered: false)|};

    // bad: a GridReader's unbuffered part
    [NeedsDb]
    public static IEnumerable<Product> SecondGrid(IDbConnection db)
    {
        var grids = db.QueryMultiple("SELECT COUNT(*) FROM products; SELECT id, name, price FROM products");
        var total = grids.ReadSingle<int>();
        return {|NEEDS202:grids.Read<Product>(buffered: false).Take(total / 2)|};
    }

    // good: a GridReader, read to the end
    [NeedsDb]
    public static async Task<ProductPage> Grids(DbConnection db)
    {
        await using var grids = await db.QueryMultipleAsync("SELECT COUNT(*) FROM products; SELECT id, name, price FROM products");
        var total = await grids.ReadSingleAsync<int>();
        return new ProductPage(total, await grids.ReadAsync<Product>());
    }
}
