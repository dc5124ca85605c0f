using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Needs.Testing.Verification;

/// <summary>
/// Source text with diagnostics marked in it, in the notation of Microsoft.CodeAnalysis.Testing:
/// <c>{|NEEDS001:text|}</c> an expected id, <c>[|text|]</c> the verifier's default id, <c>{|#0:text|}</c> a numbered location.
/// </summary>
public sealed record Markup(string Source, ImmutableArray<MarkedSpan> Diagnostics, ImmutableDictionary<int, TextSpan> Locations)
{
    /// <exception cref="ArgumentException">The markup is not balanced, or <c>[|…|]</c> is used without a default id.</exception>
    public static Markup Parse(string text, string? defaultId = null)
    {
        var source = new StringBuilder(text.Length);
        var diagnostics = ImmutableArray.CreateBuilder<MarkedSpan>();
        var locations = ImmutableDictionary.CreateBuilder<int, TextSpan>();
        var open = new Stack<(string Id, int Start, bool Bracket)>();

        for (var i = 0; i < text.Length; i++)
        {
            if (At("{|") && text.IndexOf(':', i) is var colon && colon > i + 2 && IsId(text.AsSpan(i + 2, colon - i - 2)))
            {
                open.Push((text[(i + 2)..colon], source.Length, Bracket: false));
                i = colon;
            }
            else if (At("[|"))
            {
                open.Push((defaultId ?? throw new ArgumentException("[|…|] needs a default diagnostic id"), source.Length, Bracket: true));
                i++;
            }
            else if (open.TryPeek(out var span) && At(span.Bracket ? "|]" : "|}"))
            {
                open.Pop();
                Close(span.Id, TextSpan.FromBounds(span.Start, source.Length));
                i++;
            }
            else
            {
                source.Append(text[i]);
            }

            bool At(string token) => string.CompareOrdinal(text, i, token, 0, token.Length) == 0;
        }

        return open.Count == 0
            ? new Markup(source.ToString(), diagnostics.ToImmutable(), locations.ToImmutable())
            : throw new ArgumentException($"the mark '{open.Peek().Id}' is not closed");

        void Close(string id, TextSpan span)
        {
            if (id[0] == '#')
                locations.Add(int.Parse(id.AsSpan(1), provider: null), span);
            else
                diagnostics.Add(new MarkedSpan(id, span));
        }
    }

    private static bool IsId(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '#')
                return false;
        }

        return true;
    }
}

/// <summary>One diagnostic that the marked source expects.</summary>
public readonly record struct MarkedSpan(string Id, TextSpan Span);
