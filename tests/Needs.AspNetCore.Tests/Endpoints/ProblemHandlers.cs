using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Endpoints;

[Route("/problems")]
public static partial class ProblemHandlers
{
    [HttpPost("{id}/many"), NeedsDb]
    public static string Many(
        FakeConnection db, int id, DayOfWeek day, [FromHeader(Name = "X-When")] DateOnly when, [FromQuery(Name = "t")] Guid[] tags, string name, Item item) =>
        $"{id} {day} {when} {tags.Length} {name} {item}";

    [HttpGet("picky"), NeedsDb]
    public static string Picky(FakeConnection db, Picky value) => value.ToString();

    [HttpPost("strict"), NeedsDb]
    public static string Strict(FakeConnection db, Strict value) => value.ToString();

    [HttpPost("converted"), NeedsDb]
    public static string Converted(FakeConnection db, Converted value) => value.ToString();

    [HttpPost("limited"), NeedsDb, RequestSizeLimit(100)]
    public static string Limited(FakeConnection db, Item item) => item.Name;

    /// <summary>Has no route: it is mapped by hand, so that nothing but the endpoint itself looks at the body.</summary>
    [NeedsDb]
    public static string ByHand(FakeConnection db, Item item) => item.Name;
}

/// <summary>A parser that throws at bad text, which it should not.</summary>
public sealed record Picky(int Value)
{
    public static bool TryParse(string text, out Picky value)
    {
        value = new Picky(int.Parse(text));
        return true;
    }
}

/// <summary>A constructor that throws at bad values, as good constructors do.</summary>
public sealed record Strict
{
    public Strict(int age) => Age = age >= 0 ? age : throw new ArgumentOutOfRangeException(nameof(age), age, "Too young.");

    public int Age { get; }
}

[JsonConverter(typeof(Converter))]
public sealed record Converted(string Text)
{
    private sealed class Converter : JsonConverter<Converted>
    {
        public override Converted Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(Convert.FromBase64String(reader.GetString()!).Length.ToString());

        public override void Write(Utf8JsonWriter writer, Converted value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }
}
