using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore.Tests.Endpoints;

public sealed record Item(string Name, int Count);

public record Shape;

public sealed record Circle(int Radius) : Shape;

/// <summary>Reads itself, the modern way.</summary>
public sealed record Sku(string Code) : IParsable<Sku>
{
    public static Sku Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var sku) ? sku : throw new FormatException();

    public static bool TryParse(string? s, IFormatProvider? provider, out Sku result)
    {
        result = new Sku(s ?? "");
        return s is ['S', '-', ..];
    }
}

/// <summary>Reads itself, the old way.</summary>
public readonly record struct PageRange(int From, int To)
{
    public static bool TryParse(string? text, out PageRange range)
    {
        range = default;
        if (text?.Split('-') is not [var from, var to] || !int.TryParse(from, out var first) || !int.TryParse(to, out var last)) return false;
        range = new PageRange(first, last);
        return true;
    }
}

/// <summary>Binds itself from the request, by convention.</summary>
public sealed record Culture(string Name)
{
    public static ValueTask<Culture?> BindAsync(HttpContext context) =>
        new(context.Request.Query.TryGetValue("culture", out var name) ? new Culture(name.ToString()) : null);
}

/// <summary>Binds itself from the request, by interface.</summary>
public sealed record Caller(string Text) : IBindableFromHttpContext<Caller>
{
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(new Caller($"{parameter.Name} {context.Request.Query["n"]}"));
}
