#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using MySqlConnector;

namespace Cases.Injection.DapperCalls;

public sealed record Person(int Id, string Name);

/// <summary>Dapper's methods, with the value in the text or beside it.</summary>
public sealed class PeopleController(MySqlConnection db) : Controller
{
    // bad: a value between quotes
    public IActionResult Index(string name) =>
        View(db.Query<Person>("SELECT * FROM people WHERE name = '" + {|NEEDS301:name|} + "'").ToList());

    // good: a value in an object
    public IActionResult IndexSafe(string name) =>
        View(db.Query<Person>("SELECT * FROM people WHERE name = @name", new { name }).ToList());

    // bad: one in the text, one beside it
    public async Task<IActionResult> Mixed(string name, string city) =>
        View(await db.QueryAsync<Person>($"SELECT * FROM people WHERE name = @name AND city = '{{|NEEDS301:city|}}'", new { name }));

    // good: a pattern is a value too
    public async Task<IActionResult> Like(string name) =>
        View(await db.QueryAsync<Person>("SELECT * FROM people WHERE name LIKE @pattern", new { pattern = "%" + name + "%" }));

    // bad: a pattern in the text
    public async Task<IActionResult> LikeText(string name) =>
        View(await db.QueryAsync<Person>("SELECT * FROM people WHERE name LIKE '%" + {|NEEDS301:name|} + "%'"));

    // bad: a definition
    public async Task<IActionResult> Definition(string name, CancellationToken ct) =>
        View(await db.QueryAsync<Person>(new CommandDefinition($"SELECT * FROM people WHERE name = '{{|NEEDS301:name|}}'", cancellationToken: ct)));

    // good: parameters that are made one by one
    public async Task<IActionResult> Dynamic(string? name, int? id)
    {
        var parameters = new DynamicParameters();
        var conditions = new List<string> { "1 = 1" };
        if (name is not null)
        {
            conditions.Add("name = @name");
            parameters.Add("name", name);
        }

        if (id is not null)
        {
            conditions.Add("id = @id");
            parameters.Add("id", id);
        }

        return View(await db.QueryAsync<Person>("SELECT * FROM people WHERE " + string.Join(" AND ", conditions), parameters));
    }

    // bad: conditions with values in them
    public async Task<IActionResult> Conditions(string? name, int? id)
    {
        var conditions = new List<string>();
        if (name is not null)
            conditions.Add($"name = '{name}'");
        if (id is not null)
            conditions.Add($"id = {id}");
        return View(await db.QueryAsync<Person>("SELECT * FROM people WHERE " + string.Join(" AND ", {|NEEDS301:conditions|})));
    }

    // bad: a scalar, with the argument named
    public int Count(string table) => db.ExecuteScalar<int>(commandTimeout: 5, sql: $"SELECT COUNT(*) FROM {{|NEEDS301:table|}}");

    // good: the name of the type
    public int CountOf() => db.ExecuteScalar<int>($"SELECT COUNT(*) FROM {nameof(Person)}");

    // bad: several results
    public IActionResult Multiple(string id)
    {
        using var grid = db.QueryMultiple("SELECT * FROM people WHERE id = " + {|NEEDS301:id|} + "; SELECT 1");
        return View(grid.Read<Person>().ToList());
    }

    // good: several results of a number
    public IActionResult MultipleSafe(int id)
    {
        using var grid = db.QueryMultiple("SELECT * FROM people WHERE id = " + id + "; SELECT 1");
        return View(grid.Read<Person>().ToList());
    }

    // bad: as text of a verbatim literal
    public int Verbatim(string name) => db.Execute($@"
        UPDATE people
        SET seen = NOW()
        WHERE name = '{{|NEEDS301:name|}}'");

    // bad: as text of a raw literal
    public int Raw(string name) => db.Execute($"""
        UPDATE people
        SET seen = NOW()
        WHERE name = '{{|NEEDS301:name|}}'
        """);

    // good: constants in an interpolated literal
    public int Constants(string name)
    {
        const string table = "people";
        var limit = 10;
        return db.Execute($"UPDATE {table} SET seen = NOW() WHERE name = @name LIMIT {limit}", new { name });
    }

    // good: not an action, and nobody gives it a value of the request
    [NonAction]
    public int Helper(string name) => db.Execute("DELETE FROM people WHERE name = '" + name + "'");

    // bad: an object of the body
    [HttpPost]
    public int Rename([FromBody] Rename rename) => db.Execute($"UPDATE people SET name = '{{|NEEDS301:rename.To|}}' WHERE id = {rename.Id}");

    // good: an object of the body as the object of the parameters
    [HttpPost]
    public int RenameSafe([FromBody] Rename rename) => db.Execute("UPDATE people SET name = @To WHERE id = @Id", rename);

    // good: a checked field of an object
    [HttpPost]
    public int Order([FromBody] Rename rename)
    {
        if (rename.To is not ("asc" or "desc"))
            return 0;
        return db.Execute("SELECT 1 ORDER BY 1 " + rename.To);
    }

    // bad: another field than the checked one
    [HttpPost]
    public int OrderWrong([FromBody] Rename rename)
    {
        if (rename.To is not ("asc" or "desc"))
            return 0;
        return db.Execute($"SELECT 1 ORDER BY {{|NEEDS301:rename.By|}} {rename.To}");
    }

    // good: a copy of an object with another field
    [HttpPost]
    public int Copied([FromBody] Rename rename)
    {
        var safe = rename with { By = "id", To = rename.To == "desc" ? "DESC" : "ASC" };
        return db.Execute("SELECT 1 ORDER BY " + safe.By + " " + safe.To);
    }

    // good: an object of one's own with a value in another field
    public int Own(string name)
    {
        var rename = new Rename { Id = 1, By = "id", To = name };
        return db.Execute("UPDATE people SET name = @To ORDER BY " + rename.By, rename);
    }

    // bad: an object of one's own with the value in that field
    public int OwnBad(string name)
    {
        var rename = new Rename { Id = 1, By = name, To = "" };
        return db.Execute("UPDATE people SET name = @To ORDER BY " + {|NEEDS301:rename.By|}, rename);
    }

    // bad: a tuple
    public int Tuple(string sort, int page)
    {
        var (column, number) = (sort, page);
        return db.Execute($"SELECT 1 ORDER BY {{|NEEDS301:column|}} LIMIT {number}");
    }

    // good: the other half of a tuple
    public int TupleSafe(string name)
    {
        var pair = (Name: name, Column: "id");
        return db.Execute("SELECT @name ORDER BY " + pair.Column, new { name = pair.Name });
    }
}

public sealed record Rename
{
    public int Id { get; init; }
    public string To { get; init; } = "";
    public string By { get; init; } = "id";
}
