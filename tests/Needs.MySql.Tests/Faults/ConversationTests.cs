using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Faults;

/// <summary>The proxy understands what the drivers say: otherwise its faults would hit something else than the tests mean.</summary>
[Collection(FaultsCollection.Name)]
public class ConversationTests
{
    [Fact]
    public async Task EachStepOfAHandlerInATransaction_IsSeenInItsTurn()
    {
        await using var db = await ProxiedDatabase.CreateAsync(reset: SessionReset.ByDriver);
        var seen = new List<MySqlStep>();
        foreach (var step in Enum.GetValues<MySqlStep>()) db.Proxy.Add(new FaultPlan(Fault.Meanwhile(() => NoteAsync(step))) { Step = step, Times = int.MaxValue });

        await FaultHandlers.AddInTransaction(db.Database);
        await Record.ExceptionAsync(() => FaultHandlers.AddAndThrow(db.Database, new InvalidTimeZoneException()));
        await using (var any = new MySqlConnection(db.ConnectionString)) MySqlConnection.ClearPool(any);
        await db.Database.DisposeAsync();

        await db.Direct.AssertServerConnectionsAsync(0);
        lock (seen)
        {
            Assert.Equal(
                [
                    MySqlStep.Greeting, MySqlStep.Login, MySqlStep.LoginAnswer,
                    MySqlStep.Begin, MySqlStep.BeginAnswer,
                    MySqlStep.Command, MySqlStep.AnswerHeader,
                    MySqlStep.Command, MySqlStep.AnswerHeader, MySqlStep.Columns, MySqlStep.Row, MySqlStep.RowsEnd,
                    MySqlStep.Commit, MySqlStep.CommitAnswer,
                    MySqlStep.Begin, MySqlStep.BeginAnswer,
                    MySqlStep.Command, MySqlStep.AnswerHeader,
                    MySqlStep.Command, MySqlStep.AnswerHeader, MySqlStep.Columns, MySqlStep.Row, MySqlStep.RowsEnd,
                    MySqlStep.Rollback, MySqlStep.RollbackAnswer,
                    MySqlStep.Quit,
                ],
                seen.Where(step => step is not (MySqlStep.Setup or MySqlStep.SetupAnswer or MySqlStep.Check or MySqlStep.CheckAnswer)));
            Assert.Contains(MySqlStep.CheckAnswer, seen);
        }

        Task NoteAsync(MySqlStep step)
        {
            lock (seen)
            {
                // Several packets in a row are one step here; drivers differ in how many they take for it.
                if (seen.Count == 0 || seen[^1] != step) seen.Add(step);
            }

            return Task.CompletedTask;
        }
    }
}
