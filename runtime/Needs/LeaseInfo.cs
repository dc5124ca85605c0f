using System.Globalization;

namespace Needs;

/// <summary>One lease that was out when <see cref="Database.GetLeases"/> looked.</summary>
public sealed class LeaseInfo
{
    internal LeaseInfo(HandlerDescriptor handler, TimeSpan age, TimeSpan held, bool isWaiting, int attempt)
    {
        Handler = handler;
        Age = age;
        Held = held;
        IsWaiting = isWaiting;
        Attempt = attempt;
    }

    /// <summary>The handler that holds the connection, or waits for it.</summary>
    public HandlerDescriptor Handler { get; }

    /// <summary>The time since the handler asked for its connection, the wait for it included.</summary>
    public TimeSpan Age { get; }

    /// <summary>The time since the handler got its connection; zero while it waits.</summary>
    public TimeSpan Held { get; }

    /// <summary>Whether the handler has no connection yet: it waits for its turn, or the connection is being opened, or its transaction begun.</summary>
    public bool IsWaiting { get; }

    /// <summary>Which attempt of a handler with retries it is; 1 for the first, and for handlers without.</summary>
    public int Attempt { get; }

    /// <summary>Returns handler and age, such as <c>Shop.Orders.Find (1.5 s)</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Handler.Name} ({(IsWaiting ? "waiting, " : "")}{Age.TotalSeconds:0.0} s)");
}
