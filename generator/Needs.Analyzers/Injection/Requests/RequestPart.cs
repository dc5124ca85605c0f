namespace Needs.Analyzers.Injection.Requests;

/// <summary>The parts of a request that whoever sends it can write what they like into.</summary>
internal enum RequestPart
{
    /// <summary>Not known to be one: a parameter of a method that is summarised.</summary>
    Unknown,

    /// <summary>A parameter that is bound from the request.</summary>
    Parameter,

    /// <summary>A property that is bound from the request.</summary>
    Property,
    Form,
    Query,
    Header,
    Cookie,
    Route,
    Path,
    Body,
}
