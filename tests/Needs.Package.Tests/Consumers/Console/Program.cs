using System;
using System.Threading;
using System.Threading.Tasks;
using Needs;

namespace Consumer;

internal static class Program
{
    public static async Task Main()
    {
        using var source = new TinyDataSource();
        using var database = new Database(source);
        var answer = await Answers.Add(database, 1, CancellationToken.None).ConfigureAwait(false);
        Console.WriteLine($"answer={answer} held={Answers.HeldMeanwhile} leases={database.LeaseCount} open={TinyConnection.OpenNow}");
    }
}

internal static partial class Answers
{
    public static int HeldMeanwhile { get; private set; }

    [NeedsDb]
    public static async Task<int> Add(TinyConnection db, int more, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken).ConfigureAwait(false);
        HeldMeanwhile = TinyConnection.OpenNow;
        return db.Answer + more;
    }
}
