using System;
using Needs;
using Needs.Testing;

namespace Shop;

public partial class Counters(int step)
{
    [NeedsDb]
    public bool TryAdd(FakeConnection db, ref int count, ReadOnlySpan<char> name = default)
    {
        count += step;
        return name.IsEmpty;
    }

    [NeedsDb(Transaction = true)]
    public void Reset(FakeConnection db, params int[] counters) { }
}
