using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

namespace Shop;

public static partial class Reports
{
    [NeedsDb]
    public static async IAsyncEnumerable<string> Lines(FakeConnection db, int year, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await Task.Delay(1, ct);
        yield return $"{year}";
    }

    [NeedsDb]
    public static async IAsyncEnumerable<string> LinesWithoutToken(FakeConnection db, int year)
    {
        await Task.Yield();
        yield return $"{year}";
    }

    [NeedsDb(Transaction = true)]
    public static IEnumerable<int> Numbers(FakeConnection db)
    {
        yield return 1;
    }
}
