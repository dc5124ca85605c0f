namespace Storefront.Data;

/// <summary>A small random generator (SplitMix64) of our own: the same seed gives the same store on every machine and every .NET.</summary>
public sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public int Roll(int from, int to) => from + (int)(Next() % (ulong)(to - from + 1));

    public bool Chance(int percent) => Roll(1, 100) <= percent;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Roll(0, choices.Count - 1)];

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
