namespace Needs;

/// <summary>Says whose lease it is. Generated code keeps one static instance per handler, so that naming a lease costs nothing.</summary>
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

    /// <summary>Returns <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
