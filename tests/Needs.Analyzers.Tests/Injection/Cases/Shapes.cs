#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using MySqlConnector;

namespace Cases.Injection.Shapes;

public sealed class Criteria
{
    public string? Name { get; set; }
    public Range? Price { get; set; }
    public Dictionary<string, string> Extra { get; set; } = [];
    public string[] Tags { get; set; } = [];

    public string Where() => "name = '" + Name + "'";

    public sealed class Range
    {
        public decimal From { get; set; }
        public string Currency { get; set; } = "EUR";
    }
}

/// <summary>What people write when nobody looks.</summary>
[Route("shapes")]
public sealed class ShapesController(MySqlConnection db, Func<MySqlConnection> open) : Controller
{
    private const string Select = "SELECT * FROM goods WHERE ";
    private static readonly string Table = "goods";

    // bad: string.Concat
    public int Concat(string name) => db.Execute(string.Concat(Select, "name = '", {|NEEDS301:name|}, "'"));

    // bad: a format with several values
    public int Format(string name, int id) => db.Execute(string.Format(CultureInfo.InvariantCulture, Select + "name = '{0}' AND id = {1}", {|NEEDS301:name|}, id));

    // bad: a placeholder of one's own
    public int Placeholder(string name) => db.Execute({|NEEDS301:"SELECT * FROM goods WHERE name = '$name'".Replace("$name", name)|});

    // good: a placeholder that is replaced by a constant
    public int PlaceholderConstant(string name) => db.Execute("SELECT * FROM $table WHERE name = @name".Replace("$table", Table), new { name });

    // bad: a template in a constant
    public int Template(string name)
    {
        const string template = "SELECT * FROM goods WHERE name = '{0}'";
        return db.Execute(string.Format(template, {|NEEDS301:name|}));
    }

    // bad: += step by step
    public int Steps(string? name, string? tag)
    {
        var sql = Select + "1 = 1";
        if (!string.IsNullOrEmpty(name))
            sql += " AND name = '" + name + "'";
        if (!string.IsNullOrEmpty(tag))
            sql += $" AND tag = '{tag}'";
        return db.Execute({|NEEDS301:sql|});
    }

    // good: += step by step with parameters
    public int StepsSafe(string? name, int? id)
    {
        var sql = Select + "1 = 1";
        if (!string.IsNullOrEmpty(name))
            sql += " AND name = @name";
        if (id != null)
            sql += " AND id = " + id;
        return db.Execute(sql, new { name });
    }

    // bad: two branches
    public int Branches(string name, bool exact) =>
        db.Execute({|NEEDS301:exact ? "SELECT 1 FROM goods WHERE name = '" + name + "'" : "SELECT 1 FROM goods WHERE name LIKE '" + name + "%'"|});

    // bad: a switch over something else
    public int SwitchOfText(string name, int kind)
    {
        var sql = kind switch
        {
            0 => "SELECT 1",
            1 => $"SELECT 1 FROM goods WHERE name = '{name}'",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return db.Execute({|NEEDS301:sql|});
    }

    // bad: a property of an object of an object
    public int Deep(Criteria criteria) => db.Execute($"{Select}price > {criteria.Price?.From} AND currency = '{{|NEEDS301:criteria.Price?.Currency|}}'");

    // bad: a method of the object
    public int Method(Criteria criteria) => db.Execute(Select + {|NEEDS301:criteria.Where()|});

    // bad: values of a dictionary in an object
    public int Extra(Criteria criteria)
    {
        var where = new List<string>();
        foreach (var (key, value) in criteria.Extra)
            where.Add(key + " = '" + value + "'");
        return db.Execute(Select + string.Join(" AND ", {|NEEDS301:where|}));
    }

    // good: an entry under a constant key that was set
    public int ExtraSafe(Criteria criteria)
    {
        criteria.Name = "fixed";
        return db.Execute(Select + "name = '" + criteria.Name + "'");
    }

    // bad: the first of an array
    public int First(Criteria criteria) => db.Execute(Select + "tag = '" + {|NEEDS301:criteria.Tags.First()|} + "'");

    // good: how many there are
    public int HowMany(Criteria criteria) => db.Execute(Select + $"tags = {criteria.Tags.Length} AND extra = {criteria.Extra.Count}");

    // bad: query syntax
    public int QuerySyntax(string[] tags) =>
        db.Execute(Select + "tag IN (" + string.Join(",", {|NEEDS301:from tag in tags where tag != "" select "'" + tag + "'"|}) + ")");

    // bad: Aggregate
    public int Aggregated(string[] tags) =>
        db.Execute(Select + {|NEEDS301:tags.Aggregate("1 = 0", (all, tag) => all + " OR tag = '" + tag + "'")|});

    // bad: a list that is filled by a lambda
    public int FilledByLambda(List<string> tags)
    {
        var sql = new StringBuilder(Select);
        tags.ForEach(tag => sql.Append("tag = '").Append(tag).Append("' OR "));
        return db.Execute({|NEEDS301:sql.Append("1 = 0").ToString()|});
    }

    // bad: a null-conditional call
    public int NullConditional(string? name) => db.Execute(Select + "name = '" + {|NEEDS301:name?.Trim()|} + "'");

    // bad: a null-forgiven value
    public int Forgiven(string? name) => db.Execute(Select + "name = '" + {|NEEDS301:name|}! + "'");

    // bad: a cast
    public int Cast(object name) => db.Execute(Select + "name = '" + (string){|NEEDS301:name|} + "'");

    // good: a cast to a number
    public int CastNumber(object id) => db.Execute(Select + "id = " + (int)id);

    // good: Convert
    public int Converted(string id) => db.Execute(Select + "id = " + Convert.ToInt32(id, CultureInfo.InvariantCulture));

    // bad: Convert to text
    public int ConvertedText(object name) => db.Execute(Select + "name = '" + {|NEEDS301:Convert.ToString(name)|} + "'");

    // bad: a pattern variable
    public int PatternVariable(object value) => value is string text ? db.Execute(Select + "name = '" + {|NEEDS301:text|} + "'") : 0;

    // good: a pattern variable of a number
    public int PatternNumber(object value) => value is int number ? db.Execute(Select + "id = " + number) : 0;

    // bad: a property pattern
    public int PropertyPattern(Criteria criteria) => criteria is { Name: { Length: > 0 } name } ? db.Execute(Select + "name = '" + {|NEEDS301:name|} + "'") : 0;

    // good: a property pattern of constants
    public int PropertyPatternConstant(Criteria criteria) =>
        criteria is { Name: "a" or "b" } ? db.Execute(Select + "name = '" + criteria.Name + "'") : 0;

    // bad: a while loop
    public int Loop(string names)
    {
        var done = 0;
        while (names.Length > 0)
        {
            var end = names.IndexOf(',');
            var name = end < 0 ? names : names[..end];
            names = end < 0 ? "" : names[(end + 1)..];
            done += db.Execute(Select + "name = '" + {|NEEDS301:name|} + "'");
        }

        return done;
    }

    // bad: a finally
    public int Finally(string name)
    {
        try
        {
            return db.Execute("SELECT 1");
        }
        finally
        {
            db.Execute("INSERT INTO log VALUES ('" + {|NEEDS301:name|} + "')");
        }
    }

    // bad: a using with a lambda
    public Task<int> InLambda(string name) => WithConnection(connection => connection.ExecuteAsync(Select + "name = '" + {|NEEDS301:name|} + "'"));

    // good: a lambda with a parameter
    public Task<int> InLambdaSafe(string name) => WithConnection(connection => connection.ExecuteAsync(Select + "name = @name", new { name }));

    // bad: a lambda within a lambda
    public Task<int> InTwoLambdas(string name) =>
        Task.Run(() => WithConnection(connection => connection.ExecuteAsync(Select + "name = '" + {|NEEDS301:name|} + "'")));

    // bad: nested interpolation
    public int Nested(string name, bool like) => db.Execute($"{Select}name {({|NEEDS301:like ? $"LIKE '{name}%'" : "= ''"|})}");

    // bad: a swapped value
    public int Swapped(string name)
    {
        var (safe, other) = ("a", name);
        (safe, other) = (other, safe);
        return db.Execute(Select + "name = '" + {|NEEDS301:safe|} + "' AND other = '" + other + "'");
    }

    // bad: null-coalescing assignment
    public int Coalesced(string? name, string? fallback)
    {
        name ??= fallback;
        return db.Execute(Select + "name = '" + {|NEEDS301:name|} + "'");
    }

    // good: replaced by a constant where it is not known
    public int Replaced(string? direction)
    {
        if (!string.Equals(direction, "desc", StringComparison.OrdinalIgnoreCase))
            direction = "asc";
        return db.Execute(Select + "1 = 1 ORDER BY id " + direction);
    }

    // good: lower case of a few words
    public int Lowered(string direction) => direction.ToLowerInvariant() switch
    {
        "asc" or "desc" => db.Execute(Select + "1 = 1 ORDER BY id " + direction),
        _ => 0,
    };

    // good: a known one out of a list of objects
    public int KnownObject(string sort)
    {
        var columns = new[] { (Key: "n", Sql: "name"), (Key: "p", Sql: "price") };
        var found = columns.FirstOrDefault(column => column.Key == sort);
        return db.Execute(Select + "1 = 1 ORDER BY " + (found.Sql ?? "id"));
    }

    // good: two conditions at once
    public int TwoChecks(string table, string sort) =>
        table is "goods" or "parts" && sort is "id" or "name" ? db.Execute($"SELECT * FROM {table} ORDER BY {sort}") : 0;

    // bad: one of two conditions
    public int OneOfTwoChecks(string table, string sort) =>
        table is "goods" or "parts" || sort is "id" or "name" ? db.Execute($"SELECT * FROM {{|NEEDS301:table|}} ORDER BY {{|NEEDS301:sort|}}") : 0;

    // good: checked in a try
    public int CheckedInTry(string id)
    {
        try
        {
            var number = long.Parse(id, CultureInfo.InvariantCulture);
            return db.Execute(Select + "id = " + number);
        }
        catch (FormatException)
        {
            return 0;
        }
    }

    // bad: the name of an uploaded file
    public async Task<int> Stored(IFormFile file)
    {
        using var reader = new System.IO.StreamReader(file.OpenReadStream());
        return await db.ExecuteAsync("INSERT INTO files VALUES ('" + {|NEEDS301:file.FileName|} + "')");
    }

    // good: a value that only decides
    public int Decides(string kind) => db.Execute(kind == "a" ? "SELECT 1" : kind.Length > 3 ? "SELECT 2" : "SELECT 3");

    // good: a digest of it
    public int Hashed(string name) => db.Execute(Select + "hash = '" + System.Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name))) + "'");

    // good: what the server stored
    public int FromSession(string key) => db.Execute(Select + "owner = " + (HttpContext.Session.GetInt32(key) ?? 0));

    // bad: a goto
    public int Goto(string name)
    {
        var sql = "";
    again:
        sql += "'" + name + "'";
        if (sql.Length < 100)
            goto again;
        return db.Execute("SELECT " + {|NEEDS301:sql|});
    }

    private async Task<int> WithConnection(Func<MySqlConnection, Task<int>> run)
    {
        await using var connection = open();
        return await run(connection);
    }
}
