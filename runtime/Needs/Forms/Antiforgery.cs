namespace Needs;

/// <summary>How a handler's form is protected against other sites that send it in the name of a visitor.</summary>
public enum Antiforgery
{
    /// <summary>What a browser says of the request's origin decides: a form that another site sends is refused.</summary>
    CrossSite,

    /// <summary>The form must also hold the application's antiforgery token.</summary>
    Token,

    /// <summary>Forms of any origin are accepted.</summary>
    None,
}
