using Storefront.Data;

namespace Storefront;

/// <summary>The words that a customer must match, each anywhere in name, e-mail, town or country.</summary>
public sealed class SearchTerms
{
    private const int MostWords = 6;
    private readonly string[] _words;

    public SearchTerms(string? text)
    {
        _words = Folding.Fold(text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords).ToArray();
        MatchNothing = _words.Length == 0 && !string.IsNullOrWhiteSpace(text);
    }

    /// <summary>Something was asked for, but nothing that a customer could be found by, such as "%%".</summary>
    public bool MatchNothing { get; }

    public string Where => MatchNothing ? "1 = 0" : string.Join(" AND ", _words.Select((_, index) => $"search LIKE @word{index}").Prepend("1 = 1"));

    public IEnumerable<(string, object?)> Values => _words.Select((word, index) => ($"@word{index}", (object?)$"%{word}%"));
}
