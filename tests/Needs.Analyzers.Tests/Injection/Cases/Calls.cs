#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using MySqlConnector;

namespace Cases.Injection.Calls;

public interface IPeople
{
    Task<int> DeleteAsync(string name);

    Task<int> CountAsync(string name);
}

public sealed class PeopleRepository(MySqlConnection db) : IPeople
{
    public Task<int> DeleteAsync(string name) => db.ExecuteAsync("DELETE FROM people WHERE name = '" + name + "'");

    public Task<int> CountAsync(string name) => db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM people WHERE name = @name", new { name });

    public int Page(Paging paging) => db.Execute($"SELECT * FROM people ORDER BY {paging.Sort} LIMIT {paging.Number}");

    public int Run(string sql, object? values = null) => db.Execute(sql, values);
}

public sealed class PeopleService(IPeople people)
{
    public Task<int> RemoveAsync(string? name) => name is null ? Task.FromResult(0) : people.DeleteAsync(name.Trim());
}

public sealed record Paging
{
    public string Sort { get; init; } = "id";
    public int Number { get; init; }
    public string Title { get; init; } = "";
}

public sealed class PeopleQuery
{
    private readonly StringBuilder _sql = new("SELECT * FROM people WHERE 1 = 1");
    private readonly DynamicParameters _values = new();

    public string Text => _sql.ToString();

    public DynamicParameters Values => _values;

    public PeopleQuery WithName(string name)
    {
        _sql.Append(" AND name = @name");
        _values.Add("name", name);
        return this;
    }
}

/// <summary>Values that take the way through other methods.</summary>
[ApiController]
public sealed class PeopleController(IPeople people, PeopleService service, PeopleRepository repository, MySqlConnection db) : ControllerBase
{
    private string _sort = "id";

    // bad: a repository behind an interface
    [HttpDelete("1")]
    public Task<int> Delete(string name) => people.DeleteAsync({|NEEDS301:name|});

    // good: a repository that makes a parameter
    [HttpGet("2")]
    public Task<int> Count(string name) => people.CountAsync(name);

    // bad: a service that asks a repository
    [HttpDelete("3")]
    public Task<int> Remove(string name) => service.RemoveAsync({|NEEDS301:name|});

    // good: checked before it goes there
    [HttpDelete("4")]
    public Task<int> RemoveKnown(string name) => name is "alice" or "bob" ? service.RemoveAsync(name) : Task.FromResult(0);

    // bad: an object whose field becomes text
    [HttpGet("5")]
    public int Page([FromQuery] Paging paging) => repository.Page({|NEEDS301:paging|});

    // good: an object whose other fields come from the request
    [HttpGet("6")]
    public int PageSafe(string title, int number) => repository.Page(new Paging { Title = title, Number = number, Sort = "id" });

    // bad: an object made of the value
    [HttpGet("7")]
    public int PageMade(string sort)
    {
        var paging = new Paging { Sort = sort };
        return repository.Page({|NEEDS301:paging|});
    }

    // bad: text that is given on
    [HttpGet("8")]
    public int Given(string name) => repository.Run("SELECT * FROM people WHERE name = '" + {|NEEDS301:name|} + "'");

    // good: text and value given on
    [HttpGet("9")]
    public int GivenSafe(string name) => repository.Run("SELECT * FROM people WHERE name = @name", new { name });

    // bad: text that a method makes
    [HttpGet("10")]
    public int Made(string name) => db.Execute({|NEEDS301:ByName(name)|});

    // good: text that a method makes of a number
    [HttpGet("11")]
    public int MadeSafe(string id) => db.Execute(ById(id));

    // bad: the method reads the request
    [HttpGet("12")]
    public int ReadThere() => db.Execute("SELECT * FROM people ORDER BY " + {|NEEDS301:SortOfRequest()|});

    // good: the method reads and checks
    [HttpGet("13")]
    public int ReadThereSafe() => db.Execute("SELECT * FROM people ORDER BY " + KnownSortOfRequest());

    // bad: a field of this object
    [HttpGet("14")]
    public int Field(string sort)
    {
        _sort = sort;
        return db.Execute("SELECT * FROM people ORDER BY " + {|NEEDS301:_sort|});
    }

    // bad: a field of this object that another method uses
    [HttpGet("15")]
    public int FieldElsewhere(string sort)
    {
        _sort = sort;
        return {|NEEDS301:Sorted()|};
    }

    // good: the same method, of the field as it was
    [HttpGet("16")]
    public int FieldUntouched(string sort) => Sorted() + sort.Length;

    // good: a builder of one's own that collects values
    [HttpGet("17")]
    public IEnumerable<dynamic> Query(string name)
    {
        var query = new PeopleQuery().WithName(name);
        return db.Query(query.Text, query.Values);
    }

    // bad: a method that adds to a builder
    [HttpGet("18")]
    public int AddedThere(string name)
    {
        var sql = new StringBuilder("SELECT * FROM people");
        AddCondition(sql, name);
        return db.Execute({|NEEDS301:sql.ToString()|});
    }

    // bad: an output
    [HttpGet("19")]
    public int Output(string name)
    {
        BuildText(name, out var sql);
        return db.Execute({|NEEDS301:sql|});
    }

    // bad: a local function
    [HttpGet("20")]
    public int Local(string name)
    {
        return Run("SELECT * FROM people WHERE name = '");

        int Run(string start) => db.Execute(start + {|NEEDS301:name|} + "'");
    }

    // good: a local function that checks
    [HttpGet("21")]
    public int LocalCheck(string sort)
    {
        return Known(sort) ? db.Execute("SELECT * FROM people ORDER BY " + sort) : 0;

        bool Known(string column) => column is "id" or "name";
    }

    // good: a method that calls itself
    [HttpGet("22")]
    public int Recursive(string name) => Again(name, 3);

    // bad: a method that calls itself, and then runs it
    [HttpGet("23")]
    public int RecursiveRun(string name) => AgainRun({|NEEDS301:name|}, 3);

    // good: chosen by a method
    [HttpGet("24")]
    public int Chosen(string sort) => db.Execute("SELECT * FROM people ORDER BY " + ColumnOf(sort));

    // bad: an extension method
    [HttpGet("25")]
    public int Extended(string name) => db.Execute("SELECT * FROM people WHERE name = " + {|NEEDS301:name.InApostrophes()|});

    // good: the type of a generic method
    [HttpGet("26")]
    public int Generic(string name) => db.Execute("SELECT * FROM people WHERE name = " + Same(name.Length));

    // bad: a generic method that gives what it is given
    [HttpGet("27")]
    public int GenericText(string name) => db.Execute("SELECT * FROM people WHERE name = " + {|NEEDS301:Same(name)|});

    private static T Same<T>(T value) => value;

    private static string ColumnOf(string sort) => sort switch { "name" => "name", _ => "id" };

    private int Again(string name, int times) => times == 0 ? name.Length : Again(name + ".", times - 1);

    private int AgainRun(string name, int times) => times == 0 ? db.Execute("SELECT '" + name + "'") : AgainRun(name, times - 1);

    private static void BuildText(string name, out string sql) => sql = "SELECT * FROM people WHERE name = '" + name + "'";

    private static void AddCondition(StringBuilder sql, string name) => sql.Append(" WHERE name = '").Append(name).Append('\'');

    private int Sorted() => db.Execute("SELECT * FROM people ORDER BY " + _sort);

    private string SortOfRequest() => Request.Query["sort"].ToString();

    private string KnownSortOfRequest() => Request.Query["sort"] == "name" ? "name" : "id";

    private static string ByName(string name) => $"SELECT * FROM people WHERE name = '{name}'";

    private static string ById(string id) => $"SELECT * FROM people WHERE id = {int.Parse(id)}";
}

internal static class Texts
{
    public static string InApostrophes(this string text) => "'" + text + "'";
}
