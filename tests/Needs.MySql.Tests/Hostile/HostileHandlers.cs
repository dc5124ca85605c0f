namespace Needs.MySql.Tests.Hostile;

public static partial class HostileHandlers
{
    /// <summary>Does whatever the test tells it to.</summary>
    [NeedsDb]
    public static Task Run(MySqlConnection db, Func<MySqlConnection, Task> work) => work(db);

    /// <inheritdoc cref="Run(MySqlConnection, Func{MySqlConnection, Task})"/>
    [NeedsDb(Transaction = true)]
    public static Task RunInTransaction(MySqlConnection db, MySqlTransaction tx, Func<MySqlConnection, MySqlTransaction, Task> work) => work(db, tx);
}
