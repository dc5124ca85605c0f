using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Needs.Binding;

/// <summary>What is known of one member of a form's type. Made once.</summary>
/// <param name="name">The name that forms have for it.</param>
/// <param name="memberName">The name that the type has for it.</param>
/// <param name="displayName">The name for people, where it is another.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FormMember(string name, string memberName, string? displayName = null)
{
    private readonly ValidationAttribute[] _validators = [];
    private FormMember? _element;

    /// <summary>The form as a whole.</summary>
    public static FormMember Root { get; } = new("", "", "form");

    /// <summary>The name that forms have for it.</summary>
    public string Name { get; } = name;

    /// <summary>The name that the type has for it.</summary>
    public string MemberName { get; } = memberName;

    /// <summary>The name for people.</summary>
    public string DisplayName => Display?.GetName() ?? displayName ?? MemberName;

    /// <summary>Says the name for people in their language, where resources hold it.</summary>
    public DisplayAttribute? Display { get; init; }

    /// <summary>What a value must fulfil that is judged by itself.</summary>
    public ValidationAttribute[] Validators
    {
        get => _validators;
        init => _validators = Invariant(value);
    }

    /// <summary>What a value must fulfil in its object: attributes of the application, which may look at the other members.</summary>
    public ValidationAttribute[] ObjectValidators { get; init; } = [];

    /// <summary>One element of a member that has several.</summary>
    internal FormMember Element => _element ??= new("", MemberName, displayName) { Display = Display };

    /// <summary>Limits that are written as text mean the same in every culture.</summary>
    private static ValidationAttribute[] Invariant(ValidationAttribute[] validators)
    {
        foreach (var validator in validators)
            if (validator is RangeAttribute range) range.ParseLimitsInInvariantCulture = range.ConvertValueInInvariantCulture = true;
        return validators;
    }
}
