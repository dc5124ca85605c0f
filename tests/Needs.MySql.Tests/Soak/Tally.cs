using System.Collections.Concurrent;

namespace Needs.MySql.Tests.Soak;

/// <summary>Counts, by name.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, long> _counts = new();

    public long Total => _counts.Values.Sum();

    public void Add(string what, long count = 1) => _counts.AddOrUpdate(what, count, (_, before) => before + count);

    public override string ToString() => string.Join(", ", _counts.Where(one => one.Value > 0).OrderBy(one => one.Key).Select(one => $"{one.Key} {one.Value}"));
}
