namespace Needs.AspNetCore;

/// <summary>Names come from code and from configuration; the latter does not tell upper from lower case.</summary>
internal static class DatabaseNames
{
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    public static bool AreSame(string first, string second) => Comparer.Equals(first, second);

    public static string List(IEnumerable<string> names)
    {
        var quoted = names.Order(StringComparer.Ordinal).Select(name => $"'{name}'").ToArray();
        return quoted.Length == 0 ? "none" : string.Join(", ", quoted);
    }
}
