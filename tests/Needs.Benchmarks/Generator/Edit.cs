using System.Globalization;

namespace Needs.Benchmarks.Generator;

/// <summary>One kind of change that somebody types.</summary>
/// <param name="Name">What is changed.</param>
/// <param name="Written">How many files the generator has to write again: the overload and the endpoint.</param>
/// <param name="FileOf">Where it is changed for the nth time.</param>
/// <param name="Change">The changed text of that file.</param>
internal sealed record Edit(string Name, int Written, Func<Shop, int, int> FileOf, Func<string, int, int, string> Change)
{
    public static readonly Edit Unrelated = new(
        "a body in a file without handlers", 0, (shop, n) => shop.Files - 1 - n, (text, file, n) => InBody(text, $"Method{file}_7(", n));

    public static IReadOnlyList<Edit> All { get; } =
    [
        Unrelated,
        new("a body beside a handler", 0, InFileOfHandlers, (text, file, n) => InBody(text, $"Method{file}_7(", n)),
        new("a handler's body", 0, InFileOfHandlers, (text, file, n) => InBody(text, $"Handler{file}_0(", n)),
        new("a handler's signature", 2, InFileOfHandlers, (text, _, n) => Replace(text, "int id,", Invariant($"int id, int more{n},"))),
        new("`[NeedsDb]` on one more method", 2, InFileOfHandlers, (text, _, _) => Replace(text, "[EditorBrowsable", "[NeedsDb, EditorBrowsable")),
    ];

    private static int InFileOfHandlers(Shop shop, int n) => n % shop.FilesWithHandlers;

    private static string InBody(string text, string method, int n)
    {
        var place = text.IndexOf('5', text.IndexOf('{', text.IndexOf(method, StringComparison.Ordinal)));
        return string.Concat(text.AsSpan(0, place), Invariant($"{100 + n}"), text.AsSpan(place + 1));
    }

    private static string Replace(string text, string old, string by)
    {
        var place = text.IndexOf(old, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, place), by, text.AsSpan(place + old.Length));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
