namespace Needs;

/// <summary>The steps of giving a connection back.</summary>
public enum ReturnStep
{
    /// <summary>Rolling back a transaction that was not completed.</summary>
    RollBack,

    /// <summary>Disposing of the transaction.</summary>
    DisposeTransaction,

    /// <summary>Undoing what the handler left behind on its session. See <see cref="DatabaseOptions.SessionReset"/>.</summary>
    ResetSession,

    /// <summary>Disposing of the connection, which hands it back to the driver's pool.</summary>
    DisposeConnection,
}
