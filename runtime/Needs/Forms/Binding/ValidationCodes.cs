using System.Collections;
using System.ComponentModel.DataAnnotations;

namespace Needs.Binding;

/// <summary>What a program tells the errors of validation attributes by.</summary>
internal static class ValidationCodes
{
    public const string Invalid = "invalid";

    public static string Of(ValidationAttribute validator, object? value) => validator switch
    {
        RequiredAttribute => "required",
        RangeAttribute => "out_of_range",
        StringLengthAttribute length => TooLongOrShort(value, length.MaximumLength),
        MaxLengthAttribute => "too_long",
        MinLengthAttribute => "too_short",
        LengthAttribute length => TooLongOrShort(value, length.MaximumLength),
        FileExtensionsAttribute => "file_type",
        _ => Invalid,
    };

    private static string TooLongOrShort(object? value, int most) => SizeOf(value) > most ? "too_long" : "too_short";

    private static int SizeOf(object? value) => value switch
    {
        string text => text.Length,
        ICollection items => items.Count,
        IEnumerable items => items.Cast<object?>().Count(),
        _ => 0,
    };
}
