using System.Numerics;

namespace Needs.Runtime.Tests.Forms;

/// <summary>Names that all have one hash where that is not randomised.</summary>
internal static class CollidingNames
{
    /// <summary>Names of 8 characters, of which the second four undo what the first four did to the hash that is not randomised.</summary>
    public static IEnumerable<string> All()
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
