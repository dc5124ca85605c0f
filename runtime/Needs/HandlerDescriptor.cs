using System.Data.Common;
using Needs.Leasing;

namespace Needs;

/// <summary>
/// Says whose lease it is, and what its handler may take. Generated code keeps one static instance per handler, so that naming a lease
/// costs nothing; code of your own should do the same.
/// </summary>
public sealed class HandlerDescriptor
{
    /// <summary>Creates the descriptor of one handler.</summary>
    /// <param name="name">The full name of the handler, such as <c>Shop.Orders.Find</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is <see langword="null"/> or empty.</exception>
    public HandlerDescriptor(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The full name of the handler, such as <c>Shop.Orders.Find</c>.</summary>
    public string Name { get; }

    /// <summary><see cref="NeedsDbAttribute.Retries"/>; 0 for none.</summary>
    public int Retries { get; init; }

    /// <summary><see cref="NeedsDbAttribute.MaxConcurrency"/>, for each database; 0 for no limit.</summary>
    public int MaxConcurrency { get; init; }

    /// <summary><see cref="NeedsDbAttribute.WaitMilliseconds"/>; 0 for what <see cref="DatabaseOptions.WaitLimit"/> says.</summary>
    public int WaitMilliseconds { get; init; }

    /// <summary>
    /// Says how a session of this type of connection is reset as a whole, from now on and for all handlers: see
    /// <see cref="SessionReset.FullAtReturn"/>. Generated code calls it for types that have a method <c>ResetConnectionAsync</c>, as MySqlConnector's has.
    /// </summary>
    /// <typeparam name="TConnection">The type of connection.</typeparam>
    /// <param name="reset">Resets the session of a connection.</param>
    /// <returns>This descriptor.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="reset"/> is <see langword="null"/>.</exception>
    public HandlerDescriptor Resets<TConnection>(Func<TConnection, CancellationToken, ValueTask> reset)
        where TConnection : DbConnection
    {
        ArgumentNullException.ThrowIfNull(reset);
        SessionResets.Add(reset);
        return this;
    }

    /// <summary>Returns <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
