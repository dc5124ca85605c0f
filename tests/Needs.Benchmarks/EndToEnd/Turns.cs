namespace Needs.Benchmarks.EndToEnd;

/// <summary>In which order contestants take their turns: there and back, so that what changes with time meets them all.</summary>
internal static class Turns
{
    public static IEnumerable<T> Of<T>(IReadOnlyList<T> all, int round) => round % 2 == 0 ? all : all.Reverse();
}
