using System.ComponentModel;

namespace Needs.AspNetCore;

/// <summary>Where a generated endpoint looks for a value of the request.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ValueSource
{
    /// <summary>The route, where its pattern has a parameter of that name; else the query string.</summary>
    RouteOrQuery,

    /// <summary>The route.</summary>
    Route,

    /// <summary>The query string.</summary>
    Query,

    /// <summary>The headers.</summary>
    Header,
}
