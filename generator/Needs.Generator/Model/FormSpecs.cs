using Needs.Forms;

namespace Needs.Generator;

/// <summary>The types that one handler's form is bound to.</summary>
/// <param name="Types">The objects.</param>
/// <param name="Enums">The enums in them.</param>
internal sealed record FormSpec(EquatableArray<FormTypeSpec> Types, EquatableArray<FormEnumSpec> Enums);

/// <summary>An object that forms are bound to: one class is generated for it, whoever takes it.</summary>
internal sealed record FormTypeSpec
{
    /// <summary>The name of the generated class, in the namespace of all of them.</summary>
    public required string ClassName { get; init; }

    /// <summary>The type as C#.</summary>
    public required string Type { get; init; }

    public required bool IsStruct { get; init; }

    public required EquatableArray<FormMemberSpec> Members { get; init; }

    /// <summary>Its own validation attributes, each as the C# that makes one.</summary>
    public required EquatableArray<string> Validators { get; init; }

    /// <summary>Whether it is an <c>IValidatableObject</c>.</summary>
    public required bool ValidatesItself { get; init; }

    /// <summary>Whether making an attribute would raise a warning about trimming.</summary>
    public required bool HasTrimmedAttributes { get; init; }

    public required EquatableArray<string> SuppressedWarnings { get; init; }
}

/// <summary>One member of a <see cref="FormTypeSpec"/>.</summary>
internal sealed record FormMemberSpec
{
    /// <summary>The name in a form.</summary>
    public required string FormName { get; init; }

    /// <summary>The name in its type, without <c>@</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The property or field behind it, as C#; null when there is none that can be read.</summary>
    public required string? Property { get; init; }

    /// <summary>The declared type as C#.</summary>
    public required string Type { get; init; }

    public required FormTargetSpec Target { get; init; }

    public required FormAbsence Absence { get; init; }

    public required FormPlace Place { get; init; }

    public required bool IsSetAgain { get; init; }

    /// <summary>The default value as C#, when <see cref="Absence"/> says so.</summary>
    public required string? Default { get; init; }

    /// <summary>The name for people; null: its own.</summary>
    public required string? DisplayName { get; init; }

    /// <summary>The attribute that knows the name for people in several languages, as the C# that makes it.</summary>
    public required string? Display { get; init; }

    /// <summary>Validation attributes of .NET, each as the C# that makes one.</summary>
    public required EquatableArray<string> Validators { get; init; }

    /// <summary>Other validation attributes, which may look at the object.</summary>
    public required EquatableArray<string> ObjectValidators { get; init; }

    public required FormComparisonSpec? Comparison { get; init; }

    public required FormAccessorSpec? Accessor { get; init; }
}

/// <summary>A member that must equal another.</summary>
/// <param name="Other">The name of the other member.</param>
/// <param name="Settings">What the attribute says of its message, each as a C# assignment.</param>
internal sealed record FormComparisonSpec(string Other, EquatableArray<string> Settings);

/// <summary>How an <c>init</c> accessor is called past the compiler.</summary>
/// <param name="Method">Its name in metadata.</param>
/// <param name="Type">The type that declares it, in its own type parameters.</param>
/// <param name="ValueType">The type of its value, in the same.</param>
/// <param name="IsStruct">Whether it is changed where it is.</param>
/// <param name="TypeParameters">The type parameters with attributes, as declared; empty for a type without.</param>
/// <param name="Constraints">Their constraints.</param>
/// <param name="TypeArguments">What they are here.</param>
internal sealed record FormAccessorSpec(
    string Method, string Type, string ValueType, bool IsStruct, string TypeParameters, EquatableArray<string> Constraints, string TypeArguments);

/// <summary>What takes the fields of a type.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The type of its value as C#, without <c>?</c>.</param>
internal sealed record FormTargetSpec(FormTargetKind Kind, string Type)
{
    /// <summary>The runtime's or the generated parser, target or class, as C#.</summary>
    public string? By { get; init; }

    public FormTargetSpec? Element { get; init; }

    /// <summary>The type of an element as declared.</summary>
    public string? ElementType { get; init; }

    /// <summary>Whether it is a value type with <c>?</c>.</summary>
    public bool IsElementNullable { get; init; }

    public FormTargetSpec? Key { get; init; }

    public FormCollection Collection { get; init; }
}

/// <summary>An enum in a form: one parser is generated for it.</summary>
/// <param name="ClassName">The name of the parser.</param>
/// <param name="Type">The enum as C#.</param>
/// <param name="IsFlags">Whether its values are put together.</param>
/// <param name="Members">Its members, by name in a form.</param>
/// <param name="SuppressedWarnings">Ids that naming it would raise again in the output.</param>
internal sealed record FormEnumSpec(
    string ClassName, string Type, bool IsFlags, EquatableArray<FormEnumMemberSpec> Members, EquatableArray<string> SuppressedWarnings);

/// <summary>One member of an enum.</summary>
/// <param name="FormName">The name in a form.</param>
/// <param name="Value">The member as C#.</param>
internal sealed record FormEnumMemberSpec(string FormName, string Value);
