using System.ComponentModel.DataAnnotations;

namespace Needs.Binding;

public sealed partial class FormBinding
{
    /// <summary>Reports that a member which must be sent was not.</summary>
    /// <param name="member">The member.</param>
    public void FailRequired(FormMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        Fail(member, "required", RequiredOf(member) is { } attribute
            ? attribute.FormatErrorMessage(member.DisplayName)
            : $"The {member.DisplayName} field is required.");
    }

    /// <summary>Reports that a text is not what it should be.</summary>
    /// <param name="member">The member.</param>
    /// <param name="expected">What it should be, such as <c>a whole number</c>.</param>
    public void FailInvalid(FormMember member, string expected)
    {
        ArgumentNullException.ThrowIfNull(member);
        Fail(member, "invalid", $"The {member.DisplayName} field must be {expected}.");
    }

    internal void FailDuplicate(FormMember member) =>
        Fail(member, "duplicate", $"The {member.DisplayName} field was sent several times.");

    internal bool Accept<T, TParser>(FormMember member, FormParsing parsing)
        where TParser : struct, IFormParser<T>
    {
        if (parsing == FormParsing.Ok) return true;
        if (parsing == FormParsing.Invalid) FailInvalid(member, TParser.Expected);
        else Fail(member, "out_of_range", $"The {member.DisplayName} field is too small or too large.");
        return false;
    }

    private static RequiredAttribute? RequiredOf(FormMember member)
    {
        foreach (var validator in member.Validators)
            if (validator is RequiredAttribute required) return required;
        return null;
    }
}
