#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Caching.Memory;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Escapes.Caches;

public interface IRequestDatabase
{
    NpgsqlConnection? Connection { get; set; }
}

public sealed class RequestDatabase(NpgsqlConnection? connection) : IRequestDatabase
{
    public NpgsqlConnection? Connection { get; set; } = connection;
}

public sealed class Translator(IDbConnection connection)
{
    public string Translate(string key) =>
        connection.ExecuteScalar<string>("SELECT text FROM translations WHERE name = @key", new { key }) ?? key;
}

public sealed class Dictionary(IReadOnlyDictionary<string, string> texts)
{
    public string Translate(string key) => texts.GetValueOrDefault(key, key);
}

/// <summary>Caches of the application and bags of the request.</summary>
public sealed partial class Texts(IMemoryCache cache)
{
    private readonly ConcurrentDictionary<string, Translator> _translators = new();

    // bad: an object that works on the connection is cached for an hour
    [NeedsDb]
    public string TranslateByCached(IDbConnection db, string key)
    {
        var translator = new Translator(db);
        cache.Set("translator", {|NEEDS201:translator|}, TimeSpan.FromHours(1));
        return translator.Translate(key);
    }

    // good: an object with the texts in it is cached
    [NeedsDb]
    public async Task<string> TranslateByTexts(DbConnection db, string key)
    {
        var rows = await db.QueryAsync<(string Name, string Text)>("SELECT name, text FROM translations");
        var dictionary = new Dictionary(rows.ToDictionary(row => row.Name, row => row.Text));
        cache.Set("texts", dictionary, TimeSpan.FromHours(1));
        return dictionary.Translate(key);
    }

    // good: the cache calls the factory at once and keeps a list
    [NeedsDb]
    public List<string>? Languages(IDbConnection db) =>
        cache.GetOrCreate("languages", entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1);
            return db.Query<string>("SELECT name FROM languages").AsList();
        });

    // good: the asynchronous factory is awaited
    [NeedsDb]
    public async Task<string[]?> LanguagesAsync(DbConnection db) =>
        await cache.GetOrCreateAsync("languages", async entry =>
        {
            entry.SlidingExpiration = TimeSpan.FromMinutes(10);
            return (await db.QueryAsync<string>("SELECT name FROM languages")).ToArray();
        });

    // bad: the entry's value is the translator
    [NeedsDb]
    public string TranslateByEntry(IDbConnection db, string key)
    {
        var translator = new Translator(db);
        using (var entry = cache.CreateEntry("translator"))
            entry.Value = {|NEEDS201:translator|};
        return translator.Translate(key);
    }

    // bad: a translator for each language, in a dictionary of the object
    [NeedsDb]
    public string TranslateByLanguage(IDbConnection db, string language, string key)
    {
        if (_translators.TryGetValue(language, out var known))
            return known.Translate(key);
        var translator = new Translator(db);
        _translators[language] = {|NEEDS201:translator|};
        return translator.Translate(key);
    }

    // good: a translator of this call
    [NeedsDb]
    public static string[] TranslateAll(IDbConnection db, string[] keys)
    {
        var translator = new Translator(db);
        return Array.ConvertAll(keys, translator.Translate);
    }

    // bad: the items of the request live until the response is complete
    [NeedsDb]
    public static async Task<IResult> KeepInItems(HttpContext context, DbConnection db)
    {
        context.Items["connection"] = {|NEEDS201:db|};
        return Results.Ok(await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM translations"));
    }

    // bad: Items.Add
    [NeedsDb]
    public static async Task<IResult> AddToItems(HttpContext context, DbConnection db)
    {
        context.Items.Add(typeof(DbConnection), {|NEEDS201:db|});
        return Results.Ok(await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM translations"));
    }

    // good: the items get a number
    [NeedsDb]
    public static async Task<IResult> CountInItems(HttpContext context, DbConnection db)
    {
        var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM translations");
        context.Items["count"] = count;
        context.Items["database"] = db.Database;
        return Results.Ok(count);
    }

    // good: removed from the items before the end
    [NeedsDb]
    public static async Task<IResult> ItemsForAWhile(HttpContext context, DbConnection db)
    {
        context.Items["connection"] = db;
        var count = await CountAsync(context);
        context.Items.Remove("connection");
        return Results.Ok(count);
    }

    // bad: a feature of the request
    [NeedsDb]
    public static async Task<IResult> KeepAsFeature(HttpContext context, NpgsqlConnection db)
    {
        context.Features.Set<IRequestDatabase>({|NEEDS201:new RequestDatabase(db)|});
        return Results.Ok(await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM translations"));
    }

    // bad: a member of a feature that was there before
    [NeedsDb]
    public static async Task<IResult> KeepInFeature(HttpContext context, NpgsqlConnection db)
    {
        var feature = context.Features.GetRequiredFeature<IRequestDatabase>();
        feature.Connection = {|NEEDS201:db|};
        return Results.Ok(await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM translations"));
    }

    // good: the feature lets go of it
    [NeedsDb]
    public static async Task<IResult> FeatureForAWhile(HttpContext context, NpgsqlConnection db)
    {
        var feature = context.Features.GetRequiredFeature<IRequestDatabase>();
        feature.Connection = db;
        try
        {
            return Results.Ok(await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM translations"));
        }
        finally
        {
            feature.Connection = null;
        }
    }

    // bad: an object that the caller gave
    [NeedsDb]
    public static int FillCallersObject(NpgsqlConnection db, RequestDatabase request)
    {
        request.Connection = {|NEEDS201:db|};
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM translations");
    }

    // bad: a list that the caller gave
    [NeedsDb]
    public static int FillCallersList(NpgsqlConnection db, List<IDbConnection> used)
    {
        used.Add({|NEEDS201:db|});
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM translations");
    }

    // good: the caller's list gets texts
    [NeedsDb]
    public static int FillCallersTexts(NpgsqlConnection db, List<string> texts)
    {
        texts.AddRange(db.Query<string>("SELECT text FROM translations"));
        return texts.Count;
    }

    // good: the log gets the state, not the connection
    [NeedsDb]
    public static int WriteState(NpgsqlConnection db, System.IO.TextWriter log)
    {
        log.WriteLine(db.State);
        log.WriteLine("{0} at {1}", db.Database, db.Host);
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM translations");
    }

    private static Task<int> CountAsync(HttpContext context) =>
        ((DbConnection)context.Items["connection"]!).ExecuteScalarAsync<int>("SELECT COUNT(*) FROM translations");
}
