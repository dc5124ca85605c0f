using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Needs.Binding;

/// <summary>What is known of the type of an object that forms are bound to. Made once.</summary>
/// <param name="members">Its members.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FormType(params FormMember[] members)
{
    /// <summary>What an object must fulfil as a whole.</summary>
    public ValidationAttribute[] Validators { get; init; } = [];

    internal FormMember? Find(string memberName) => Array.Find(members, member => member.MemberName == memberName);
}
