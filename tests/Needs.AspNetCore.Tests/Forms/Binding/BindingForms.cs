using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore.Tests.Forms.Binding;

public sealed class Collections
{
    public IReadOnlyList<int>? Interface { get; set; }
    public HashSet<string>? Set { get; set; }
    public IReadOnlySet<Size>? Sizes { get; set; }
    public ImmutableArray<int> Immutable { get; set; }
    public ImmutableList<int?>? Nullables { get; set; }
    public ImmutableHashSet<int>? ImmutableSet { get; set; }
    public List<List<int>>? Rows { get; set; }
    public int[][]? Jagged { get; set; }
    public List<IReadOnlyList<int>>? Adapted { get; set; }
    public Dictionary<Size, Line>? BySize { get; set; }
    public IReadOnlyDictionary<int, int[]>? ByNumber { get; set; }
    public List<Point>? Points { get; set; }
    public List<bool>? Boxes { get; set; }
}

public struct Point
{
    public Point() => X = 7;

    public int? X { get; set; }

    public int Y { get; init; } = 8;
}

public readonly record struct Pair(int First, int Second = 2)
{
    public string Name { get; init; } = "pair";
}

public sealed record Shorts(List<Short> Items);

public sealed class Short : IValidatableObject
{
    [StringLength(1)]
    public string Name { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Name.Length <= 1 ? [] : throw new InvalidOperationException("It is asked before its attributes are satisfied.");
}

public class Page<T>
    where T : notnull
{
    public T? Item { get; init; }

    public List<T> Items { get; init; } = [];

    public string Title { get; init; } = "untitled";
}

public class Animal
{
    public virtual string Name { get; set; } = "animal";

    public string Kind { get; init; } = "kind";
}

public sealed class Dog : Animal
{
    [StringLength(5)]
    public override string Name { get; set; } = "dog";

    public string Field = "field";
}

public sealed class Tree
{
    public string Name { get; set; } = "";

    public Tree? Left { get; set; }

    public List<Tree> Branches { get; set; } = [];
}

public sealed class Marked
{
    public Marked(int number) => Text = $"number {number}";

    [JsonConstructor]
    public Marked(string text) => Text = text;

    public string Text { get; }
}

public sealed class SetsAll
{
    [SetsRequiredMembers]
    public SetsAll(string name) => Name = name + "!";

    public required string Name { get; set; }
}

public sealed record Money(decimal Amount) : IParsable<Money>
{
    public static Money Parse(string s, IFormatProvider? provider) => new(decimal.Parse(s, provider));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Money result)
    {
        var isRead = decimal.TryParse(s, provider, out var amount);
        result = isRead ? new Money(amount) : null;
        return isRead;
    }
}

public sealed record Priced(Money Price, Money? Discount, List<Money> Parts);

public sealed class RangeGuard
{
    public RangeGuard([Range(1, 9)] int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        Number = number;
    }

    public int Number { get; }

    [MaxLength(2)]
    public List<string> Tags { get; set; } = [];

    [Required]
    public string? Name { get; set; }

    [Range(typeof(decimal), "0.5", "1.5")]
    public decimal Factor { get; set; } = 3;
}

public sealed class EvenAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is int number && number % 2 == 0 && validationContext.ObjectInstance is Even ? ValidationResult.Success : new("It must be even.");
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class SmallAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is Even { Number: < 100 };
}

[Small(ErrorMessage = "It must be small.")]
public sealed class Even : IValidatableObject
{
    [Even]
    public int Number { get; init; }

    public string? Word { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Word == "odd") yield return new ValidationResult("It must not be odd.", [nameof(Word)]);
    }
}

public sealed record Evens(List<Even> All);

public sealed record Uploads(UploadedFile Photo, UploadedFile? Cover, List<UploadedFile> Pages, IFormFile? Web, IFormFileCollection Webs, FormField? Any, string Title = "none");

public sealed class Repeated
{
    public string Word { get; set; } = "word";

    [Compare(nameof(Word), ErrorMessage = "{0} is not {1}.")]
    public string Again { get; init; } = "word";
}

#nullable disable
public sealed class Oblivious
{
    public Oblivious() => Text = "from the constructor";

    public string Text { get; set; }

    public string Init { get; init; }

    public List<int> List { get; set; }

    public Line Line { get; set; }

    public int Number { get; set; } = 3;
}
