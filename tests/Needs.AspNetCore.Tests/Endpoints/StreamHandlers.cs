using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Endpoints;

[Route("/stream")]
public static partial class StreamHandlers
{
    [HttpGet("items"), NeedsDb]
    public static async IAsyncEnumerable<Item> Items(FakeConnection db, int count, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var i = 1; i <= count; i++)
        {
            await Task.Delay(1, ct);
            yield return new Item(db.State.ToString(), i);
        }
    }

    [HttpGet("items-sync"), NeedsDb]
    public static IEnumerable<Item> ItemsSync(FakeConnection db, int count)
    {
        for (var i = 1; i <= count; i++) yield return new Item(db.State.ToString(), i);
    }

    /// <summary>Not an iterator: it hands on what another method streams.</summary>
    [HttpGet("handed-on"), NeedsDb]
    public static IAsyncEnumerable<Item> HandedOn(FakeConnection db, int count) => Items(db, count);

    /// <summary>Without end, in a transaction.</summary>
    [HttpGet("endless"), NeedsDb]
    public static async IAsyncEnumerable<string> Endless(FakeConnection db, FakeTransaction tx)
    {
        while (true)
        {
            await Task.Delay(5);
            yield return new string('x', 4096);
        }
    }

    [HttpGet("counted"), NeedsDb(Transaction = true)]
    public static async IAsyncEnumerable<int> Counted(FakeConnection db)
    {
        await Task.Yield();
        yield return 1;
    }

    [HttpGet("fails/{after:int}"), NeedsDb(Transaction = true)]
    public static async IAsyncEnumerable<string> Fails(FakeConnection db, int after)
    {
        for (var i = 0; i < after; i++)
        {
            await Task.Yield();
            yield return new string('x', 65_536);
        }

        throw new InvalidOperationException("The stream failed.");
    }
}
