namespace Needs.Generator;

/// <summary>FNV-1a: a hash that is the same in every process, unlike that of <see cref="string"/>.</summary>
internal static class StableHash
{
    public static uint Of(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text) hash = unchecked((hash ^ character) * 16777619u);
        return hash;
    }
}
