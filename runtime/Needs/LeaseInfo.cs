using System.Globalization;

namespace Needs;

/// <summary>One lease that was out when <see cref="Database.GetLeases"/> looked.</summary>
public sealed class LeaseInfo
{
    internal LeaseInfo(HandlerDescriptor handler, TimeSpan age, bool isWaiting)
    {
        Handler = handler;
        Age = age;
        IsWaiting = isWaiting;
    }

    /// <summary>The handler that holds the connection, or waits for it.</summary>
    public HandlerDescriptor Handler { get; }

    /// <summary>The time since the handler asked for its connection, the wait for it included.</summary>
    public TimeSpan Age { get; }

    /// <summary>Whether the handler has no connection yet: it is being opened, or its transaction begun.</summary>
    public bool IsWaiting { get; }

    /// <summary>Returns handler and age, such as <c>Shop.Orders.Find (1.5 s)</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Handler.Name} ({(IsWaiting ? "waiting, " : "")}{Age.TotalSeconds:0.0} s)");
}
