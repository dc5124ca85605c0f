using System.ComponentModel;

namespace Needs.Binding;

/// <summary>What became of a text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum FormParsing
{
    /// <summary>It is a value.</summary>
    Ok,

    /// <summary>It is none.</summary>
    Invalid,

    /// <summary>It is written as a value, but the type can't hold it.</summary>
    OutOfRange,
}
