using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Needs;

/// <summary>
/// The credentials that a database is reached by. Two keys are equal when all four parts are, the password included; nothing that this
/// library prints shows the password.
/// </summary>
/// <param name="User">The user who logs in.</param>
/// <param name="Password">The user's password.</param>
/// <param name="Host">The server.</param>
/// <param name="Database">The database, or schema, on the server.</param>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct DatabaseKey(
    string User,
    [property: DebuggerBrowsable(DebuggerBrowsableState.Never), JsonIgnore] string Password,
    string Host,
    string Database)
{
    /// <summary>Returns user, host and database, such as <c>shop@db1/orders</c>; never the password.</summary>
    public override string ToString() => $"{User}@{Host}/{Database}";
}
