namespace Needs.AspNetCore;

/// <summary>What an endpoint borrows, for messages.</summary>
/// <param name="Handler">The full name of its handler.</param>
/// <param name="Databases">The names of the databases that the handler asks for, in quotes. A tenant's has the name that it stands in for.</param>
internal sealed record HandlerLoans(string Handler, string Databases);
