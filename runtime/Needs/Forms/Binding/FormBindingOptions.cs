using System.ComponentModel;

namespace Needs.Binding;

/// <summary>How a form is bound.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FormBindingOptions
{
    internal static FormBindingOptions Usual { get; } = new();

    /// <summary>What all names begin with; <see langword="null"/>: nothing.</summary>
    public string? Prefix { get; init; }

    /// <summary>What becomes of a scalar that was sent several times.</summary>
    public DuplicateValues Duplicates { get; init; }

    /// <summary>Whether a text that is blank is a text.</summary>
    public bool KeepBlankValues { get; init; }

    /// <summary>Whether a field that is not known is an error.</summary>
    public bool Strict { get; init; }

    /// <summary>What bounds the work.</summary>
    public FormLimits Limits { get; init; } = new();

    /// <summary>The field of the antiforgery token, where it has another name than usual; never unknown.</summary>
    public string? TokenField { get; init; }
}
