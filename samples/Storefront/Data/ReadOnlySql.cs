using System.Text.RegularExpressions;

namespace Storefront.Data;

/// <summary>
/// What the console takes. It is not what keeps the data safe: databases themselves refuse to write. But MySQL runs CREATE and SET in a
/// read-only transaction too, and a query may have it write or read files.
/// </summary>
public static partial class ReadOnlySql
{
    public const int Longest = 10_000;

    private static readonly string[] Beginnings = ["SELECT", "WITH", "VALUES", "SHOW", "EXPLAIN", "DESCRIBE", "DESC"];

    /// <returns>Null when it may run.</returns>
    public static string? WhyNot(string sql) => sql switch
    {
        _ when string.IsNullOrWhiteSpace(sql) => "Type a query first.",
        { Length: > Longest } => $"That is too long: a query may have {Longest:N0} characters.",
        _ when !Beginnings.Contains(FirstWord().Match(sql).Value, StringComparer.OrdinalIgnoreCase) =>
            $"The console only reads: a query begins with {string.Join(", ", Beginnings[..^1])} or {Beginnings[^1]}.",
        _ when Files().Match(sql) is { Success: true, Value: var word } => $"The console takes no {word.ToUpperInvariant()}, wherever it stands: no files of the server.",
        _ => null,
    };

    [GeneratedRegex(@"(?<=^\s*)[a-z]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FirstWord();

    [GeneratedRegex("OUTFILE|DUMPFILE|LOAD_FILE", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Files();
}
