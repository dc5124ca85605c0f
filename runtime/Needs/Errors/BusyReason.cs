namespace Needs;

/// <summary>Why no connection could be lent.</summary>
public enum BusyReason
{
    /// <summary>As many runs of the handler as its <see cref="NeedsDbAttribute.MaxConcurrency"/> allows held or awaited a connection.</summary>
    HandlerLimit,

    /// <summary>As many connections were lent as <see cref="DatabaseOptions.MaxLeases"/> allows.</summary>
    DatabaseLimit,

    /// <summary>As many connections were open as all databases made by credentials may have together.</summary>
    TotalLimit,

    /// <summary>The driver's pool had none to give.</summary>
    DriverPool,

    /// <summary>It was the handler's turn, but no connection was open before the time that it may wait was over.</summary>
    WaitLimit,
}
