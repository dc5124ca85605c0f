using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Needs.AspNetCore.Tests.Forms.Binding;

public sealed class Product
{
    public int Age { get; set; } = 1;

    public decimal Price { get; set; } = 1;
}

public sealed class Starts
{
    public string S { get; set; } = "def";

    public int N { get; set; } = 5;

    public List<int> L { get; set; } = [1];
}

public sealed record Aged(string Name, int Age = 7);

public sealed record Coordinates(int? X, int Y);

public sealed class TwoWays
{
    [System.Text.Json.Serialization.JsonConstructor]
    public TwoWays()
    {
    }

    public TwoWays(string name) => Name = name;

    public string? Name { get; set; }
}

public sealed class Maybes
{
    public int? Number { get; set; }

    public Guid? Guid { get; set; }

    public bool? Flag { get; set; }
}

public sealed class Various
{
    public bool Flag { get; set; }

    public Size Size { get; set; } = Size.ExtraLarge;

    public Days Days { get; set; } = Days.Monday;

    public decimal Price { get; set; } = 1;

    public double Double { get; set; } = 1;

    public DateTime At { get; set; } = new(2000, 1, 1);

    public TimeSpan Span { get; set; } = TimeSpan.FromHours(1);

    public DateOnly Day { get; set; } = new(2000, 1, 1);

    public TimeOnly Time { get; set; } = new(1, 1);
}

public sealed class Shapes
{
    public Address? Address { get; set; }

    public List<Line>? Items { get; set; }

    public int[]? Ids { get; set; }

    public Dictionary<string, int>? D { get; set; }
}

public sealed class Photos
{
    public List<IFormFile>? List { get; set; }

    public IFormFile[]? Array { get; set; }

    public IFormFileCollection? Collection { get; set; }
}

/// <summary>The same types bound by Needs and, to compare, by ASP.NET Core's minimal APIs.</summary>
public static partial class MinimalForms
{
    [NeedsForm] internal static Product Product(Product form) => form;
    [NeedsForm] internal static Starts Starts(Starts form) => form;
    [NeedsForm] internal static Aged Aged(Aged form) => form;
    [NeedsForm] internal static Coordinates Coordinates(Coordinates form) => form;
    [NeedsForm] internal static TwoWays TwoWays(TwoWays form) => form;
    [NeedsForm] internal static Maybes Maybes(Maybes form) => form;
    [NeedsForm] internal static Various Various(Various form) => form;
    [NeedsForm] internal static Shapes Shapes(Shapes form) => form;
    [NeedsForm] internal static string Photos(Photos form) => Describe(form);

    public static void Map(WebApplication app)
    {
        app.MapPost("/needs/Product", ProductEndpoint);
        app.MapPost("/needs/Starts", StartsEndpoint);
        app.MapPost("/needs/Aged", AgedEndpoint);
        app.MapPost("/needs/Coordinates", CoordinatesEndpoint);
        app.MapPost("/needs/TwoWays", TwoWaysEndpoint);
        app.MapPost("/needs/Maybes", MaybesEndpoint);
        app.MapPost("/needs/Various", VariousEndpoint);
        app.MapPost("/needs/Shapes", ShapesEndpoint);
        app.MapPost("/needs/Photos", PhotosEndpoint);

        var minimal = app.MapGroup("/minimal").DisableAntiforgery();
        minimal.MapPost("Product", static ([FromForm] Product form) => form);
        minimal.MapPost("Starts", static ([FromForm] Starts form) => form);
        minimal.MapPost("Aged", static ([FromForm] Aged form) => form);
        minimal.MapPost("Coordinates", static ([FromForm] Coordinates form) => form);
        minimal.MapPost("TwoWays", static ([FromForm] TwoWays? form) => form is null ? "no model" : form.Name);
        minimal.MapPost("Maybes", static ([FromForm] Maybes form) => form);
        minimal.MapPost("Various", static ([FromForm] Various form) => form);
        minimal.MapPost("Shapes", static ([FromForm] Shapes form) => form);
        minimal.MapPost("Photos", static ([FromForm] Photos form) => Describe(form));
    }

    private static string Describe(Photos form) => $"{form.List?.Count} {form.Array?.Length} {form.Collection?.Count}";
}
