using Microsoft.CodeAnalysis;

namespace Needs.Forms;

/// <summary>What takes the fields of one member.</summary>
internal enum FormTargetKind
{
    /// <summary>One value, read by a parser of the runtime.</summary>
    Scalar,

    /// <summary>One value of an enum, read by a generated parser.</summary>
    Enum,

    /// <summary>Values of a flags enum, put together.</summary>
    Flags,

    /// <summary>A <see cref="bool"/>: a checkbox, or a hidden field beside one.</summary>
    Flag,

    /// <summary>An object with members of its own.</summary>
    Object,

    /// <summary>Several of one kind.</summary>
    List,

    /// <summary>Values by key.</summary>
    Map,

    /// <summary>An uploaded file, or any field.</summary>
    File,
}

/// <summary>What a list or map of fields is handed over as.</summary>
internal enum FormCollection
{
    List,
    Array,
    HashSet,
    ImmutableArray,
    ImmutableList,
    ImmutableHashSet,
    Dictionary,
}

/// <summary>What takes the fields of a type; targets are put together as types are.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The type of its value, without <c>?</c>.</param>
internal sealed record FormTarget(FormTargetKind Kind, ITypeSymbol Type)
{
    /// <summary>The name of the runtime's struct: the parser of a scalar, the target of a file.</summary>
    public string? Runtime { get; init; }

    /// <summary>Whether <see cref="Runtime"/> takes the type as its type argument.</summary>
    public bool IsGenericParser { get; init; }

    /// <summary>For lists and maps: what takes one element.</summary>
    public FormTarget? Element { get; init; }

    /// <summary>For lists and maps: the type of an element as declared, which may be nullable.</summary>
    public ITypeSymbol? ElementType { get; init; }

    /// <summary>For maps: what reads a key.</summary>
    public FormTarget? Key { get; init; }

    /// <summary>For lists and maps.</summary>
    public FormCollection Collection { get; init; }
}
