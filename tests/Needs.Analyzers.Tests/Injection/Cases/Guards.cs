#nullable enable
using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using MySqlConnector;

namespace Cases.Injection.Guards;

/// <summary>Values that are checked before, or are not.</summary>
[ApiController]
[Route("guards")]
public sealed partial class GuardsController(MySqlConnection db) : ControllerBase
{
    private static readonly string[] Columns = ["id", "name", "city"];
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase) { "id", "name", "city" };
    private static readonly FrozenSet<string> Frozen = Columns.ToFrozenSet();
    private static readonly Dictionary<string, string> Map = new() { ["name"] = "p.name", ["city"] = "p.city" };
    private static readonly Regex Word = new(@"^\w+$");
    private static readonly Regex Anything = new("name");

    [GeneratedRegex("^[a-z_]+$")]
    private static partial Regex Identifier();

    private static partial Regex Identifier() => Word;

    // good: refused unless known
    [HttpGet("1")]
    public IActionResult EarlyReturn(string sort)
    {
        if (!Columns.Contains(sort))
            return BadRequest();
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + sort));
    }

    // bad: the answer of the check is not used
    [HttpGet("2")]
    public IActionResult CheckedForNothing(string sort)
    {
        if (!Columns.Contains(sort))
            Response.Headers["X-Warning"] = "unknown column";
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + {|NEEDS301:sort|}));
    }

    // good: used in the branch where it is known
    [HttpGet("3")]
    public IActionResult InBranch(string sort)
    {
        var sql = "SELECT name FROM people";
        if (Known.Contains(sort))
            sql += " ORDER BY " + sort;
        return Ok(db.Query<string>(sql));
    }

    // bad: used in the other branch
    [HttpGet("4")]
    public IActionResult InWrongBranch(string sort)
    {
        var sql = "SELECT name FROM people";
        if (Known.Contains(sort))
            sql += " ORDER BY id";
        else
            sql += " ORDER BY " + sort;
        return Ok(db.Query<string>({|NEEDS301:sql|}));
    }

    // good: in the condition
    [HttpGet("5")]
    public IActionResult InCondition(string? sort) =>
        Ok(db.Query<string>("SELECT name FROM people ORDER BY " + (sort != null && Frozen.Contains(sort) ? sort : "id")));

    // good: a fixed map
    [HttpGet("6")]
    public IActionResult FixedMap(string sort) =>
        Ok(db.Query<string>("SELECT name FROM people p ORDER BY " + (Map.TryGetValue(sort, out var column) ? column : "p.id")));

    // good: the indexer of a fixed map
    [HttpGet("7")]
    public IActionResult FixedMapIndexed(string sort) =>
        Ok(db.Query<string>($"SELECT name FROM people p ORDER BY {Map[sort]}, {Map.GetValueOrDefault(sort, "p.id")}"));

    // bad: a fixed map with the value itself for the rest
    [HttpGet("8")]
    public IActionResult FixedMapOrItself(string sort) =>
        Ok(db.Query<string>("SELECT name FROM people p ORDER BY " + ({|NEEDS301:Map.TryGetValue(sort, out var column) ? column : sort|})));

    // good: compared with constants
    [HttpGet("9")]
    public IActionResult Compared(string direction)
    {
        if (direction != "ASC" && direction != "DESC")
            return BadRequest();
        return Ok(db.Query<string>($"SELECT name FROM people ORDER BY id {direction}"));
    }

    // bad: compared with one of them only to refuse it
    [HttpGet("10")]
    public IActionResult ComparedWrongly(string direction)
    {
        if (direction == "DROP")
            return BadRequest();
        return Ok(db.Query<string>($"SELECT name FROM people ORDER BY id {{|NEEDS301:direction|}}"));
    }

    // good: a pattern of constants
    [HttpGet("11")]
    public IActionResult Pattern(string direction) =>
        direction is "asc" or "desc" ? Ok(db.Query<string>($"SELECT name FROM people ORDER BY id {direction}")) : BadRequest();

    // good: a negated pattern
    [HttpGet("12")]
    public IActionResult NegatedPattern(string direction)
    {
        if (direction is not ("asc" or "desc"))
            throw new ArgumentException("asc or desc", nameof(direction));
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY id " + direction));
    }

    // bad: a pattern that says little
    [HttpGet("13")]
    public IActionResult WeakPattern(string sort) =>
        sort is { Length: > 0 } ? Ok(db.Query<string>("SELECT name FROM people ORDER BY " + {|NEEDS301:sort|})) : BadRequest();

    // good: a ternary of constants
    [HttpGet("14")]
    public IActionResult Ternary(string direction) =>
        Ok(db.Query<string>("SELECT name FROM people ORDER BY id " + (direction == "desc" ? "DESC" : "ASC")));

    // good: parsed
    [HttpGet("15")]
    public IActionResult Parsed(string id)
    {
        if (!int.TryParse(id, out var number))
            return BadRequest();
        return Ok(db.Query<string>("SELECT name FROM people WHERE id = " + number));
    }

    // good: parsed, and then used as it came
    [HttpGet("16")]
    public IActionResult ParsedForACheck(string id)
    {
        if (!long.TryParse(id, out _))
            return BadRequest();
        return Ok(db.Query<string>("SELECT name FROM people WHERE id = " + id));
    }

    // good: an enum
    [HttpGet("17")]
    public IActionResult ParsedEnum(string day) =>
        Ok(db.Query<string>($"SELECT name FROM people WHERE day = '{Enum.Parse<DayOfWeek>(day)}'"));

    // good: a full match of words
    [HttpGet("18")]
    public IActionResult Matched(string sort)
    {
        if (!Regex.IsMatch(sort, @"^[a-z_]+$"))
            return BadRequest();
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + sort));
    }

    // bad: a match of anything
    [HttpGet("19")]
    public IActionResult MatchedSomewhere(string sort)
    {
        if (!Regex.IsMatch(sort, "name|city"))
            return BadRequest();
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + {|NEEDS301:sort|}));
    }

    // good: patterns that are kept
    [HttpGet("20")]
    public IActionResult MatchedByField(string sort, string table) =>
        Word.IsMatch(sort) && Identifier().IsMatch(table) ? Ok(db.Query<string>($"SELECT name FROM {table} ORDER BY {sort}")) : BadRequest();

    // bad: a kept pattern of anything
    [HttpGet("21")]
    public IActionResult MatchedByWeakField(string sort) =>
        Anything.IsMatch(sort) ? Ok(db.Query<string>("SELECT name FROM people ORDER BY " + {|NEEDS301:sort|})) : BadRequest();

    // good: all items are known
    [HttpGet("22")]
    public IActionResult AllKnown([FromQuery] string[] columns)
    {
        if (!columns.All(column => Known.Contains(column)))
            return BadRequest();
        return Ok(db.Query($"SELECT {string.Join(", ", columns)} FROM people"));
    }

    // good: none is unknown
    [HttpGet("23")]
    public IActionResult NoneUnknown([FromQuery] string[] columns)
    {
        if (columns.Any(column => !Known.Contains(column)) || columns.Except(Columns).Any())
            return BadRequest();
        return Ok(db.Query($"SELECT {string.Join(", ", columns)} FROM people"));
    }

    // good: only those that are known
    [HttpGet("24")]
    public IActionResult OnlyKnown([FromQuery] string[] columns) =>
        Ok(db.Query($"SELECT {string.Join(", ", columns.Where(Known.Contains))}, {string.Join(", ", columns.Intersect(Columns))} FROM people"));

    // bad: some is known
    [HttpGet("25")]
    public IActionResult SomeKnown([FromQuery] string[] columns)
    {
        if (!columns.Any(column => Known.Contains(column)))
            return BadRequest();
        return Ok(db.Query($"SELECT {string.Join(", ", {|NEEDS301:columns|})} FROM people"));
    }

    // good: each is checked in a loop
    [HttpGet("26")]
    public IActionResult EachChecked([FromQuery] List<string> columns)
    {
        foreach (var column in columns)
        {
            if (!Known.Contains(column))
                return BadRequest();
        }

        return Ok(db.Query("SELECT " + string.Join(", ", columns) + " FROM people"));
    }

    // bad: the loop goes on
    [HttpGet("27")]
    public IActionResult EachLookedAt([FromQuery] List<string> columns)
    {
        foreach (var column in columns)
        {
            if (!Known.Contains(column))
                Response.Headers["X-Unknown"] = column;
        }

        return Ok(db.Query("SELECT " + string.Join(", ", {|NEEDS301:columns|}) + " FROM people"));
    }

    // good: checked ones are collected
    [HttpGet("28")]
    public IActionResult Collected([FromQuery] List<string> columns)
    {
        var good = new List<string>();
        foreach (var column in columns)
        {
            if (Known.Contains(column))
                good.Add(column);
        }

        return Ok(db.Query("SELECT " + string.Join(", ", good) + " FROM people"));
    }

    // good: the answer of the check is kept
    [HttpGet("29")]
    public IActionResult AnswerKept(string sort)
    {
        var isKnown = Known.Contains(sort) && sort.Length < 10;
        if (!isKnown)
            return BadRequest();
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + sort));
    }

    // good: a method of its own checks
    [HttpGet("30")]
    public IActionResult CheckedByMethod(string sort)
    {
        if (!IsColumn(sort))
            return BadRequest();
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + sort));
    }

    // good: a method that throws
    [HttpGet("31")]
    public IActionResult CheckedByThrow(string sort)
    {
        Demand(sort);
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + sort));
    }

    // bad: a method that looks at something else
    [HttpGet("32")]
    public IActionResult CheckedForLength(string sort)
    {
        if (!IsShort(sort))
            return BadRequest();
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + {|NEEDS301:sort|}));
    }

    // good: a statement over constants
    [HttpGet("33")]
    public IActionResult Statement(string sort)
    {
        string column;
        switch (sort)
        {
            case "name":
                column = "name";
                break;
            case "city" or "town":
                column = sort;
                break;
            default:
                return BadRequest();
        }

        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + column));
    }

    // bad: the default lets everything through
    [HttpGet("34")]
    public IActionResult OpenDefault(string sort)
    {
        var column = sort switch { "name" => "p.name", _ => sort };
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + {|NEEDS301:column|}));
    }

    // good: the trimmed value is looked up
    [HttpGet("35")]
    public IActionResult Trimmed(string sort)
    {
        var column = sort.Trim().ToLowerInvariant();
        if (Array.IndexOf(Columns, column) < 0)
            return BadRequest();
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + column));
    }

    // bad: a look at its beginning
    [HttpGet("36")]
    public IActionResult Beginning(string sort)
    {
        if (!sort.StartsWith("name", StringComparison.Ordinal))
            return BadRequest();
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + {|NEEDS301:sort|}));
    }

    // bad: a list of forbidden words
    [HttpGet("37")]
    public IActionResult Forbidden(string sort)
    {
        if (sort.Contains(';') || sort.Contains("--"))
            return BadRequest();
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + {|NEEDS301:sort|}));
    }

    // good: letters only
    [HttpGet("38")]
    public IActionResult Letters(string sort) =>
        sort.All(char.IsLetter) ? Ok(db.Query<string>("SELECT name FROM people ORDER BY " + sort)) : BadRequest();

    // good: what is foreign is cut out
    [HttpGet("39")]
    public IActionResult CutOut(string sort) =>
        Ok(db.Query<string>("SELECT name FROM people ORDER BY " + Regex.Replace(sort, "[^a-z_]", "") + new string(sort.Where(char.IsAsciiLetter).ToArray())));

    // good: the known column that is equal
    [HttpGet("40")]
    public IActionResult Found(string sort) =>
        Ok(db.Query<string>("SELECT name FROM people ORDER BY " + (Columns.FirstOrDefault(column => column == sort) ?? "id")));

    // good: any of the known ones is equal
    [HttpGet("41")]
    public IActionResult AnyEqual(string sort) =>
        Columns.Any(column => string.Equals(column, sort, StringComparison.Ordinal)) ? Ok(db.Query("SELECT name FROM people ORDER BY " + sort)) : BadRequest();

    // good: names that say what they do
    [HttpGet("42")]
    public IActionResult Named(string sort, string table)
    {
        if (!SqlNames.IsValidColumn(sort))
            return BadRequest();
        return Ok(db.Query($"SELECT name FROM {SqlNames.Sanitize(table)} ORDER BY {sort}"));
    }

    // bad: checked the wrong one
    [HttpGet("43")]
    public IActionResult WrongOne(string sort, string table)
    {
        if (!Known.Contains(sort))
            return BadRequest();
        return Ok(db.Query($"SELECT name FROM {{|NEEDS301:table|}} ORDER BY {sort}"));
    }

    // bad: checked after it was used
    [HttpGet("44")]
    public IActionResult TooLate(string sort)
    {
        var names = db.Query<string>("SELECT name FROM people ORDER BY " + {|NEEDS301:sort|});
        return Known.Contains(sort) ? Ok(names) : BadRequest();
    }

    // good: corrected when unknown
    [HttpGet("45")]
    public IActionResult Corrected(string sort)
    {
        if (!Known.Contains(sort))
            sort = "id";
        return Ok(db.Query<string>("SELECT name FROM people ORDER BY " + sort));
    }

    // bad: one item's field is known
    [HttpPost("46")]
    public IActionResult OneField([FromBody] Condition[] conditions)
    {
        if (!conditions.Any(condition => condition.Column == "name"))
            return BadRequest();
        return Ok(db.Query("SELECT * FROM people WHERE " + string.Join(" AND ", {|NEEDS301:conditions.Select(condition => condition.Column + " = 1")|})));
    }

    // good: every item's field is known
    [HttpPost("47")]
    public IActionResult EveryField([FromBody] Condition[] conditions)
    {
        if (!conditions.All(condition => condition.Column is "name" or "city"))
            return BadRequest();
        return Ok(db.Query("SELECT * FROM people WHERE " + string.Join(" AND ", conditions.Select(condition => condition.Column + " = 1"))));
    }

    // good: every item's field is checked in a loop
    [HttpPost("48")]
    public IActionResult EveryFieldInALoop([FromBody] Condition[] conditions)
    {
        foreach (var condition in conditions)
        {
            if (!Known.Contains(condition.Column))
                return BadRequest();
        }

        return Ok(db.Query("SELECT * FROM people WHERE " + string.Join(" AND ", conditions.Select(condition => condition.Column + " = 1"))));
    }

    // bad: the default of a switch in a loop
    [HttpPost("49")]
    public IActionResult DefaultInALoop([FromBody] Condition[] conditions)
    {
        var where = new List<string>();
        foreach (var condition in conditions)
        {
            switch (condition.Column.ToLower())
            {
                case "name":
                    where.Add("name = @name");
                    break;
                default:
                    where.Add($"{condition.Column} = 1");
                    break;
            }
        }

        return Ok(db.Query("SELECT * FROM people WHERE " + string.Join(" AND ", {|NEEDS301:where|})));
    }

    private static bool IsColumn(string name) => name is "id" or "name" or "city";

    private static bool IsShort(string name) => name.Length < 20;

    private static void Demand(string name)
    {
        if (!Known.Contains(name))
            throw new ArgumentException("no column", nameof(name));
    }
}

public sealed record Condition(string Column, string Value);

internal static class SqlNames
{
    public static bool IsValidColumn(string name) => name.IndexOf(' ') < 0;

    public static string Sanitize(string name) => "`" + name.Replace("`", "``") + "`";
}
