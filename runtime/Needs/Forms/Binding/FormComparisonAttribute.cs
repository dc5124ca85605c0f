using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Needs.Binding;

/// <summary>Stands for a <see cref="CompareAttribute"/>, which would look the other member up by reflection.</summary>
/// <param name="other">The other member.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormComparisonAttribute(FormMember other) : ValidationAttribute("'{0}' and '{1}' do not match.")
{
    /// <summary>The other member.</summary>
    public FormMember Other { get; } = other;

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) =>
        string.Format(CultureInfo.CurrentCulture, ErrorMessageString, name, Other.DisplayName);
}
