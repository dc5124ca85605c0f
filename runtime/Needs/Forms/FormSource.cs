namespace Needs;

/// <summary>Where a field of a form comes from, or which fields are wanted.</summary>
[Flags]
public enum FormSource
{
    /// <summary>The query string.</summary>
    Query = 1,

    /// <summary>The body of the request.</summary>
    Body = 2,

    /// <summary>Query string and body. Never the source of a single field.</summary>
    Both = Query | Body,
}
