using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Mvc;
using Needs;
using Needs.Testing;

namespace Shop;

public static partial class Exports
{
    [HttpGet("/exports"), NeedsDb(Transaction = true)]
    public static async IAsyncEnumerable<int> Numbers(FakeConnection db, int count)
    {
        await Task.Yield();
        yield return count;
    }

    /// <summary>Has no route: its endpoint is there to be mapped by hand.</summary>
    [NeedsDb]
    public static IEnumerable<int> Lines(FakeConnection db)
    {
        yield return 1;
    }
}
