using System.ComponentModel.DataAnnotations;

namespace Storefront;

/// <summary>What a new customer fills in.</summary>
public sealed record SignUp
{
    [Required(ErrorMessage = "Please tell us your name."), StringLength(100, ErrorMessage = "A name has at most {1} characters.")]
    public required string Name { get; init; }

    [Required(ErrorMessage = "Please tell us your e-mail address.")]
    [StringLength(120, ErrorMessage = "An e-mail address has at most {1} characters.")]
    [EmailAddress(ErrorMessage = "That is no e-mail address: one looks like zoe@example.com.")]
    public required string Email { get; init; }

    [Required(ErrorMessage = "Please tell us your town."), StringLength(60, ErrorMessage = "A town has at most {1} characters.")]
    public required string City { get; init; }

    [Required(ErrorMessage = "Please tell us your country."), StringLength(60, ErrorMessage = "A country has at most {1} characters.")]
    public required string Country { get; init; }
}
