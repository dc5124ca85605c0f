using System.Collections.ObjectModel;

namespace Needs;

/// <summary>What a part of a multipart body says about itself. All of it is the sender's word.</summary>
public sealed class FormPartHeaders
{
    /// <summary>A part that says nothing, and every field of a query or an urlencoded body.</summary>
    public static FormPartHeaders None { get; } = new();

    /// <summary>The media type without its parameters, in lower case; <see langword="null"/> when there is none.</summary>
    public string? ContentType { get; init; }

    /// <summary>The parameters of the media type. Names do not tell upper from lower case.</summary>
    public IReadOnlyDictionary<string, string> ContentTypeParameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The disposition without its parameters, in lower case: <c>form-data</c>; <see langword="null"/> when there is none.</summary>
    public string? Disposition { get; init; }

    /// <summary>The parameters of the disposition. Names do not tell upper from lower case.</summary>
    public IReadOnlyDictionary<string, string> DispositionParameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>All headers as sent. Names do not tell upper from lower case; values of a repeated one are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
