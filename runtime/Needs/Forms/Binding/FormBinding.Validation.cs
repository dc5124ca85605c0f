using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Needs.Binding;

public sealed partial class FormBinding
{
    private static readonly object NoObjectYet = new();

    /// <summary>Holds a member's value to the attributes that judge it by itself.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="member">The member.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Whether it is fine.</returns>
    public bool Validate<T>(FormMember member, T value)
    {
        ArgumentNullException.ThrowIfNull(member);
        return member.Validators.Length == 0 || Validate(member, value, NoObjectYet, member.Validators);
    }

    /// <summary>Holds a member's value to the attributes that may look at its object.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="member">The member.</param>
    /// <param name="value">Its value.</param>
    /// <param name="instance">The object that it belongs to.</param>
    /// <returns>Whether it is fine.</returns>
    public bool ValidateIn<T>(FormMember member, T value, object instance)
    {
        ArgumentNullException.ThrowIfNull(member);
        return member.ObjectValidators.Length == 0 || Validate(member, value, instance, member.ObjectValidators);
    }

    /// <summary>Compares a member's value with that of another.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="member">The member.</param>
    /// <param name="value">Its value.</param>
    /// <param name="comparison">Names the other member.</param>
    /// <param name="other">That one's value.</param>
    /// <returns>Whether it is fine.</returns>
    public bool Compare<T>(FormMember member, T value, FormComparisonAttribute comparison, object? other)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(comparison);
        if (Equals(value, other)) return true;
        Fail(member, ValidationCodes.Invalid, comparison.FormatErrorMessage(member.DisplayName));
        return false;
    }

    /// <summary>Holds an object to the attributes of its type, and to itself where it is an <see cref="IValidatableObject"/>.</summary>
    /// <param name="instance">The object.</param>
    /// <param name="type">What is known of its type.</param>
    /// <returns>Whether it is fine.</returns>
    public bool ValidateObject(object instance, FormType type)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(type);
        var validatable = instance as IValidatableObject;
        if (validatable is null && type.Validators.Length == 0) return true;

        var before = Failures;
        var context = new ValidationContext(instance, instance.GetType().Name, services, items: null);
        foreach (var validator in type.Validators)
            if (validator.GetValidationResult(instance, context) is { } result) Report(result, type, ValidationCodes.Invalid);
        if (validatable is null || Failures > before) return Failures == before;

        foreach (var result in validatable.Validate(context))
            if (result != ValidationResult.Success) Report(result, type, ValidationCodes.Invalid);
        return Failures == before;
    }

    private bool Validate(FormMember member, object? value, object instance, ValidationAttribute[] validators)
    {
        var context = new ValidationContext(instance, member.DisplayName, services, items: null) { MemberName = member.MemberName };
        var isValid = true;
        foreach (var validator in validators)
        {
            if (Judge(validator, value, context) is not { } result) continue;
            Fail(member, ValidationCodes.Of(validator, value), result.ErrorMessage ?? validator.FormatErrorMessage(member.DisplayName));
            isValid = false;
            if (validator is RequiredAttribute) break;
        }

        return isValid;
    }

    private static ValidationResult? Judge(ValidationAttribute validator, object? value, ValidationContext context)
    {
        try
        {
            return validator.GetValidationResult(SizeOnly.Of(validator, value), context);
        }
        catch (RegexMatchTimeoutException)
        {
            return new ValidationResult(validator.FormatErrorMessage(context.DisplayName));
        }
    }

    private void Report(ValidationResult result, FormType type, string code)
    {
        var message = result.ErrorMessage ?? "The form is not valid.";
        var isOfMembers = false;
        foreach (var name in result.MemberNames)
        {
            if (name is null) continue;
            Fail(type.Find(name)?.Name ?? name, code, message);
            isOfMembers = true;
        }

        if (!isOfMembers) Fail("", code, message);
    }

    /// <summary>
    /// Stands for a collection whose size the attributes of lengths would look up by reflection, which trimming may have taken away.
    /// </summary>
    private sealed class SizeOnly(int count) : ICollection
    {
        public int Count => count;

        public bool IsSynchronized => false;

        public object SyncRoot => this;

        public static object? Of(ValidationAttribute validator, object? value) =>
            validator is MaxLengthAttribute or MinLengthAttribute or LengthAttribute && value is IEnumerable items and not (string or ICollection)
                ? new SizeOnly(items.Cast<object?>().Count())
                : value;

        public void CopyTo(Array array, int index) => throw new NotSupportedException();

        public IEnumerator GetEnumerator() => throw new NotSupportedException();
    }
}
