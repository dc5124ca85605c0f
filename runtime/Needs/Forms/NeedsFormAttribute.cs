namespace Needs;

/// <summary>
/// Marks a handler that takes the form of the request: as <see cref="FormData"/>, bound to a type of yours, or as <see cref="Form{T}"/>.
/// On a method its parameter of such a type is the form, on a parameter that one is. The form is read before a connection is lent, and
/// disposed of when the request has been answered.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter, Inherited = false)]
public sealed class NeedsFormAttribute : Attribute
{
    /// <summary>
    /// Where the fields come from. Unless set, it is the body of a POST, PUT or PATCH and the query string of any other request.
    /// </summary>
    public FormSource Source { get; set; }

    /// <summary>Whether fields without text are kept as empty texts; by default they count as absent.</summary>
    public bool KeepBlankValues { get; set; }

    /// <summary>What all names begin with: with <c>order</c> the member <c>Zip</c> is <c>order.zip</c>. Nothing unless set.</summary>
    public string? Prefix { get; set; }

    /// <summary>What becomes of a member for one value when the form has several of its name. An error unless set.</summary>
    public DuplicateValues Duplicates { get; set; }

    /// <summary>
    /// Whether to refuse what the standard of URL-encoded forms forgives: a pair without <c>=</c>, a broken escape, broken UTF-8; and,
    /// where the form is bound to a type, fields that the type does not have.
    /// </summary>
    public bool Strict { get; set; }

    /// <summary>How posts of other sites are kept out. By default they are recognised by what browsers say about them.</summary>
    public Antiforgery Antiforgery { get; set; }

    /// <summary>
    /// The type that takes uploaded files as they arrive, an <see cref="IFormFileSink"/>: a service, or made with services for its
    /// constructor. <see langword="null"/> keeps files for the time of the request.
    /// </summary>
    public Type? Sink { get; set; }

    /// <summary>How many fields, files included, a form may have; 0 is the application's limit.</summary>
    public int MaxFields { get; set; }

    /// <summary>How many files a form may have; 0 is the application's limit.</summary>
    public int MaxFiles { get; set; }

    /// <summary>How long the text of one field may be; 0 is the application's limit.</summary>
    public int MaxTextLength { get; set; }

    /// <summary>How long all texts of a form may be together; 0 is the application's limit.</summary>
    public long MaxTotalTextLength { get; set; }

    /// <summary>How many bytes one file may have; 0 is the application's limit.</summary>
    public long MaxFileSize { get; set; }

    /// <summary>How many bytes the body may have; 0 is the application's limit.</summary>
    public long MaxBodySize { get; set; }
}
