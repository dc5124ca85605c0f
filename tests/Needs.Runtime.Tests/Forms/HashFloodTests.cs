using System.Diagnostics;
using System.Numerics;

namespace Needs.Runtime.Tests.Forms;

public sealed class HashFloodTests
{
    private const int Count = 50_000;

    /// <remarks>If they all had one hash, the first lookup alone would take 14 seconds instead of 5 milliseconds.</remarks>
    [Fact]
    public void NamesMadeToCollide_TakeTimeInProportion()
    {
        var form = new FormData();
        foreach (var name in CollidingNames().Distinct().Take(Count)) form.Add(name, "");
        Assert.Equal(Count, form.Count);

        var clock = Stopwatch.StartNew();
        Assert.Equal(Count, form.Names.Count);
        foreach (var field in form) Assert.Same(field, form.Get(field.Name));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
    }

    /// <summary>Names of 8 characters, of which the second four undo what the first four did to the hash that is not randomised.</summary>
    private static IEnumerable<string> CollidingNames()
    {
        var random = new Random(1);
        while (true)
        {
            uint first = (uint)random.NextInt64(uint.MaxValue), second = (uint)random.NextInt64(uint.MaxValue);
            var name = string.Concat(Characters(first), Characters(second), Characters(Undo(first)), Characters(Undo(second)));
            if (!name.Any(char.IsSurrogate)) yield return name;
        }
    }

    private static uint Undo(uint block)
    {
        const uint Start = (5381 << 16) + 5381;
        return Step(Step(Start) ^ block);
    }

    private static uint Step(uint hash) => BitOperations.RotateLeft(hash, 5) + hash;

    private static string Characters(uint block) => new([(char)block, (char)(block >> 16)]);
}
