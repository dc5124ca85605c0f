using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Needs.AspNetCore.Tests.Forms.Binding;

// The types of docs/forms.md, word for word: a test compares.

public sealed record Trip(string To, DateOnly On, int Seats = 1, bool Insured = false);

public sealed class Profile
{
    public string Name { get; set; } = null!;
    public string Theme { get; set; } = "dark";
    public int PageSize { get; init; } = 20;
    public int Age { get; set; }
    public string? Motto { get; set; }
    public bool Newsletter { get; set; }
    public bool Public { get; set; } = true;
    public List<string> Tags { get; set; } = ["all"];
    public List<string> Roles { get; set; } = null!;
    public required string Mail { get; init; }
}

public sealed record Cart(Address ShipTo, Address? BillTo, List<Line> Lines, int[] Ids, Dictionary<string, int> Stock);

public sealed record Address(string Street, string? Town);

public sealed record Line(string Sku, int Quantity = 1);

public enum Size
{
    Small,
    [JsonStringEnumMemberName("extra-large")] ExtraLarge,
}

[Flags]
public enum Days
{
    None = 0,
    Monday = 1,
    Tuesday = 2,
    Wednesday = 4,
}

public sealed record Shirt(Size Size, Days Days);

public sealed record Contact([FromForm(Name = "first-name")] string FirstName, [property: JsonPropertyName("mail")] string EmailAddress, string URL);

public sealed record SignUp : IValidatableObject
{
    [Display(Name = "User name"), StringLength(20, MinimumLength = 3)]
    public required string Name { get; init; }

    [Range(18, 130)]
    public int? Age { get; init; }

    public required string Password { get; init; }

    [Compare(nameof(Password))]
    public required string Again { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (To < From) yield return new ValidationResult("To must not be before From.", [nameof(To)]);
    }
}

public sealed class Account
{
    public string? Name { get; set; }

    [JsonIgnore]
    public bool IsAdmin { get; set; }

    public decimal Balance { get; private set; }
}

public sealed record Search(string Q, int Page = 1);

public sealed record Basket(List<Line> Lines);

public sealed record One<T>(T V);
