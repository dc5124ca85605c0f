namespace Needs.Analyzers.Injection.Checks;

/// <summary>Methods whose names say that they make a value harmless, or check that it is.</summary>
internal static class Names
{
    private static readonly string[] Words = ["Quote", "Escape", "Sanit", "Whitelist", "WhiteList", "Allow", "Valid", "Permit"];

    /// <summary>Whether what the method gives, or lets through, is harmless.</summary>
    public static bool SayHarmless(string name)
    {
        foreach (var word in Words)
        {
            var at = name.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && !IsUndone(name, at))
                return !name.StartsWith("IsNot", StringComparison.Ordinal);
        }

        return false;
    }

    /// <summary>Whether the method says so of what is bad.</summary>
    public static bool SayHarmful(string name) =>
        name.IndexOf("Invalid", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("Disallow", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("Unsafe", StringComparison.OrdinalIgnoreCase) >= 0;

    // Unescape, Unquote, Invalid.
    private static bool IsUndone(string name, int at) =>
        at >= 2 && (string.Compare(name, at - 2, "un", 0, 2, StringComparison.OrdinalIgnoreCase) == 0 || string.Compare(name, at - 2, "in", 0, 2, StringComparison.OrdinalIgnoreCase) == 0)
        || at >= 3 && string.Compare(name, at - 3, "dis", 0, 3, StringComparison.OrdinalIgnoreCase) == 0;
}
