#nullable enable
using System;
using System.Collections.Generic;
using System.ComponentModel.DataAnnotations;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using MySqlConnector;

namespace Cases.Injection.Web;

public sealed record Filter(string Sort, int Page);

/// <summary>Minimal endpoints.</summary>
public static class Endpoints
{
    // bad: a lambda
    public static void MapSearch(WebApplication app) =>
        app.MapGet("/people/{name}", async (string name, MySqlConnection db) =>
            await db.QueryAsync("SELECT * FROM people WHERE name = '" + {|NEEDS301:name|} + "'"));

    // good: a lambda with a parameter
    public static void MapSearchSafe(WebApplication app) =>
        app.MapGet("/people2/{name}", async (string name, MySqlConnection db) =>
            await db.QueryAsync("SELECT * FROM people WHERE name = @name", new { name }));

    // bad: an object of the body
    public static void MapFilter(IEndpointRouteBuilder app) =>
        app.MapPost("/people", (Filter filter, MySqlConnection db) => db.Query($"SELECT * FROM people ORDER BY {{|NEEDS301:filter.Sort|}} LIMIT {filter.Page}"));

    // good: a service that is made of texts
    public static void MapService(IEndpointRouteBuilder app) =>
        app.MapPost("/names", (TableService tables, MySqlConnection db) => db.Query("SELECT * FROM " + tables.Name));

    // bad: a local function
    public static void MapLocal(WebApplication app)
    {
        app.MapDelete("/people/{name}", Delete);

        static int Delete(string name, MySqlConnection db) => db.Execute("DELETE FROM people WHERE name = '" + {|NEEDS301:name|} + "'");
    }

    // good: a local function of numbers
    public static void MapLocalSafe(WebApplication app)
    {
        app.MapDelete("/people/{id:int}", Delete);

        static int Delete(int id, MySqlConnection db) => db.Execute("DELETE FROM people WHERE id = " + id);
    }

    public static void MapMethods(WebApplication app)
    {
        app.MapPut("/people/{name}", Rename);
        app.MapPatch("/people/{name}", People.Touch);
    }

    // bad: a method that is mapped
    private static int Rename(string name, MySqlConnection db) => db.Execute("UPDATE people SET name = '" + {|NEEDS301:name|} + "'");

    // good: a method of the same shape that nobody maps
    private static int RenameAll(string name, MySqlConnection db) => db.Execute("UPDATE people SET name = '" + name + "'");
}

public static class People
{
    // bad: a method of another type that is mapped
    public static int Touch(string name, MySqlConnection db) => db.Execute($"UPDATE people SET seen = 1 WHERE name = '{{|NEEDS301:name|}}'");
}

public sealed class TableService
{
    public string Name { get; set; } = "people";
}

/// <summary>Values of the request that no parameter brings.</summary>
public sealed class RequestMiddleware(RequestDelegate next, MySqlConnection db)
{
    // bad: the query string
    public async Task InvokeAsync(HttpContext context)
    {
        await db.ExecuteAsync($"INSERT INTO log (q) VALUES ('{{|NEEDS301:context.Request.Query["q"]|}}')");
        await next(context);
    }

    // bad: a field of the form, read before
    public async Task Form(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var name = form["name"].ToString();
        await db.ExecuteAsync("INSERT INTO log (q) VALUES ('" + {|NEEDS301:name|} + "')");
    }

    // bad: a header
    public async Task Header(HttpContext context)
    {
        var agent = context.Request.Headers.UserAgent.ToString();
        await db.ExecuteAsync("INSERT INTO log (agent) VALUES ('" + {|NEEDS301:agent|} + "')");
    }

    // bad: a cookie
    public Task Cookie(HttpContext context) =>
        db.ExecuteAsync($"DELETE FROM sessions WHERE id = '{{|NEEDS301:context.Request.Cookies["session"]|}}'");

    // bad: the path
    public Task Path(HttpContext context) =>
        db.ExecuteAsync("INSERT INTO log (path) VALUES ('" + {|NEEDS301:context.Request.Path|} + "')");

    // bad: a route value
    public Task Route(HttpContext context) =>
        db.ExecuteAsync($"INSERT INTO log (route) VALUES ('{{|NEEDS301:context.GetRouteValue("name")|}}', '{{|NEEDS301:context.Request.RouteValues["id"]|}}')");

    // bad: the body
    public async Task Body(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        await db.ExecuteAsync("INSERT INTO log (body) VALUES ('" + {|NEEDS301:text|} + "')");
    }

    // bad: a value that is looked for
    public async Task Looked(HttpContext context)
    {
        if (context.Request.Query.TryGetValue("q", out var values))
            await db.ExecuteAsync("INSERT INTO log (q) VALUES ('" + {|NEEDS301:values|} + "')");
    }

    // good: parameters, numbers and what the server says
    public async Task Safe(HttpContext context)
    {
        var page = int.TryParse(context.Request.Query["page"], out var number) ? number : 1;
        await db.ExecuteAsync("INSERT INTO log (q, length) VALUES (@q, " + (context.Request.ContentLength ?? 0) + ")", new { q = context.Request.Query["q"].ToString() });
        await db.ExecuteAsync($"SELECT 1 LIMIT {page}, {context.Request.Query.Count}");
    }

    // good: whether something was sent
    public Task Sent(HttpContext context) =>
        db.ExecuteAsync("SELECT 1 WHERE " + (context.Request.Query.ContainsKey("all") || context.Request.Headers["X-All"] == "1" ? "1 = 1" : "seen = 0"));

    // good: another Path
    public Task File(string root) => db.ExecuteAsync("LOAD DATA INFILE '" + System.IO.Path.Combine(root, "people.csv") + "' INTO TABLE people");
}

/// <summary>Razor pages.</summary>
public sealed class PeoplePage(MySqlConnection db) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Sort { get; set; } = "id";

    [BindProperty]
    public int Page2 { get; set; }

    [BindProperty]
    public Filter Filter { get; set; } = new("id", 1);

    [BindProperty, RegularExpression("[a-z]+")]
    public string Column { get; set; } = "id";

    public string Title { get; set; } = "people";

    // bad: a parameter of a page's handler
    public void OnGet(string name) => db.Execute("SELECT '" + {|NEEDS301:name|} + "'");

    // bad: a bound property
    public async Task OnGetSortedAsync() => await db.QueryAsync("SELECT * FROM people ORDER BY " + {|NEEDS301:Sort|});

    // bad: a field of a bound property
    public async Task OnPostFilterAsync() => await db.QueryAsync($"SELECT * FROM people ORDER BY {{|NEEDS301:Filter.Sort|}} LIMIT {Filter.Page}");

    // good: a bound number, a property that is not bound, one whose attribute checks it
    public async Task OnPostAsync() => await db.QueryAsync($"SELECT {Column} FROM people WHERE title = '{Title}' LIMIT {Page2}");

    // good: a bound property that is set first
    public async Task OnPostFixedAsync()
    {
        Sort = "id";
        await db.QueryAsync("SELECT * FROM people ORDER BY " + Sort);
    }

    // bad: by a method of the page
    public async Task OnPostSortAsync() => await db.QueryAsync({|NEEDS301:Statement()|});

    private string Statement() => "SELECT * FROM people ORDER BY " + Sort;
}

/// <summary>Values in other clothes.</summary>
[ApiController]
public sealed class ClothesController(MySqlConnection db) : ControllerBase
{
    // bad: through JSON
    [HttpPost]
    public int Json([FromBody] JsonElement body)
    {
        var name = body.GetProperty("name").GetString();
        return db.Execute("DELETE FROM people WHERE name = '" + {|NEEDS301:name|} + "'");
    }

    // good: a number of JSON
    [HttpPost("number")]
    public int JsonNumber([FromBody] JsonElement body) => db.Execute("DELETE FROM people WHERE id = " + body.GetProperty("id").GetInt32());

    // bad: StringValues
    [HttpGet]
    public int Values([FromQuery] StringValues names) => db.Execute("DELETE FROM people WHERE name = '" + {|NEEDS301:names[0]|} + "'");

    // bad: a loop
    [HttpGet("loop")]
    public int Loop([FromQuery] List<string> names)
    {
        var sum = 0;
        foreach (var name in names)
            sum += db.Execute("DELETE FROM people WHERE name = '" + {|NEEDS301:name|} + "'");
        return sum;
    }

    // good: a loop with a parameter
    [HttpGet("loop2")]
    public int LoopSafe([FromQuery] List<string> names)
    {
        var sum = 0;
        foreach (var name in names)
            sum += db.Execute("DELETE FROM people WHERE name = @name", new { name });
        return sum;
    }

    // bad: a dictionary
    [HttpGet("map")]
    public int Map([FromQuery] Dictionary<string, string> filters)
    {
        var where = string.Join(" AND ", filters.Select(filter => filter.Key + " = '" + filter.Value + "'"));
        return db.Execute("DELETE FROM people WHERE " + {|NEEDS301:where|});
    }

    // bad: split and joined
    [HttpGet("split")]
    public int Split(string ids) =>
        db.Execute($"DELETE FROM people WHERE id IN ({string.Join(",", {|NEEDS301:ids.Split(',').Select(id => id.Trim())|})})");

    // good: split, parsed and joined
    [HttpGet("split2")]
    public int SplitParsed(string ids) =>
        db.Execute($"DELETE FROM people WHERE id IN ({string.Join(",", ids.Split(',').Select(int.Parse))})");

    // good: the length of a value
    [HttpGet("length")]
    public int Length(string name) => db.Execute("SELECT * FROM people LIMIT " + name.Length);

    // bad: an await in between
    [HttpGet("await")]
    public async Task<int> Awaited(string name)
    {
        var text = await Task.FromResult("'" + name + "'");
        await Task.Yield();
        return await db.ExecuteAsync("DELETE FROM people WHERE name = " + {|NEEDS301:text|});
    }

    // bad: caught
    [HttpGet("catch")]
    public int Caught(string name)
    {
        var sql = "SELECT 1";
        try
        {
            sql = "DELETE FROM people WHERE name = '" + name + "'";
            return db.Execute("SELECT 2");
        }
        catch (MySqlException)
        {
            return db.Execute({|NEEDS301:sql|});
        }
    }

    // good: a lambda that makes a parameter
    [HttpGet("lambda")]
    public int Lambda(string name)
    {
        Func<string, object> pack = value => new { value };
        return db.Execute("DELETE FROM people WHERE name = @value", pack(name));
    }

    // bad: a lambda that makes text
    [HttpGet("lambda2")]
    public int LambdaText(string name)
    {
        Func<string, string> quote = value => "'" + value + "'";
        return db.Execute("DELETE FROM people WHERE name = " + {|NEEDS301:quote(name)|});
    }
}
