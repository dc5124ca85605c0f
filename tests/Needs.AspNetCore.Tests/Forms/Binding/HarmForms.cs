using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Needs.AspNetCore.Tests.Forms.Binding;

/// <summary>A form with something of everything.</summary>
public sealed class HarmForm
{
    public required string Name { get; init; }

    [Range(1, 10)]
    public int Count { get; set; } = 1;

    public decimal? Price { get; set; }

    public bool Flag { get; set; }

    public DateOnly? Day { get; set; }

    public HarmKinds Kinds { get; set; }

    public int[] Ids { get; set; } = [];

    public ImmutableArray<string> Tags { get; set; } = [];

    public HashSet<Guid> Keys { get; set; } = [];

    public List<HarmItem> Items { get; set; } = [];

    public Dictionary<string, int> Map { get; set; } = [];

    public Dictionary<int, HarmItem> Byte { get; set; } = [];

    public List<List<int>> Grid { get; set; } = [];

    public HarmItem? Self { get; set; }

    public UploadedFile? File { get; set; }

    public List<IFormFile> Files { get; set; } = [];
}

public sealed record HarmItem(string? A, [property: StringLength(3)] string? B, HarmItem? Self, List<HarmItem> Items);

[Flags]
public enum HarmKinds
{
    None = 0,
    One = 1,
    Two = 2,
}

public static partial class HarmHandlers
{
    [HttpPost("/harm")]
    public static void Take([NeedsForm] HarmForm form, HttpContext context) => context.Items[typeof(HarmForm)] = form;

    [HttpPost("/harm/strict")]
    public static void TakeStrictly(
        [NeedsForm(Strict = true, Prefix = "self", Duplicates = DuplicateValues.Last)] Form<HarmForm> form, HttpContext context) =>
        context.Items[typeof(HarmForm)] = form;
}
