using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Needs.Testing.Verification;

/// <summary>Compares what was reported with what the markup and the test expect: ids, files and exact spans, no more and no less.</summary>
internal static class DiagnosticComparison
{
    public static void AssertEqual(
        ImmutableArray<(string Name, Markup Markup)> files, ImmutableArray<DiagnosticResult> results, ImmutableArray<Diagnostic> actual)
    {
        var unexpected = actual.ToList();
        var missing = new List<string>();

        foreach (var result in results)
        {
            var spans = result.Locations.Select(key => Locate(files, key)).ToArray();
            TakeOr(d => Matches(d, result, spans), $"{result.Id} at {string.Join(", ", spans)}{(result.Message is { } m ? $": {m}" : "")}");
        }

        foreach (var (name, markup) in files)
        {
            foreach (var (id, span) in markup.Diagnostics)
            {
                var expected = new Place(name, span);
                var excerpt = markup.Source.Substring(span.Start, span.Length);
                TakeOr(d => d.Id == id && Place.Of(d.Location) == expected, $"{id} at {expected} '{excerpt}'");
            }
        }

        if (missing.Count + unexpected.Count > 0)
            Assert.Fail(Explain(files, missing, unexpected));

        void TakeOr(Predicate<Diagnostic> wanted, string description)
        {
            var index = unexpected.FindIndex(wanted);
            if (index >= 0)
                unexpected.RemoveAt(index);
            else
                missing.Add(description);
        }
    }

    private static bool Matches(Diagnostic diagnostic, DiagnosticResult result, Place[] places) =>
        diagnostic.Id == result.Id
        && (result.Severity is null || result.Severity == diagnostic.Severity)
        && (result.Message is null || result.Message == diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))
        && Place.Of(diagnostic.Location) == places[0]
        && (places.Length == 1 || diagnostic.AdditionalLocations.Select(Place.Of).SequenceEqual(places.Skip(1)));

    private static Place Locate(ImmutableArray<(string Name, Markup Markup)> files, int key)
    {
        foreach (var (name, markup) in files)
        {
            if (markup.Locations.TryGetValue(key, out var span))
                return new Place(name, span);
        }

        throw new ArgumentException($"no {{|#{key}:…|}} in the sources");
    }

    private static string Explain(ImmutableArray<(string Name, Markup Markup)> files, List<string> missing, List<Diagnostic> unexpected)
    {
        var text = new StringBuilder();
        foreach (var description in missing)
            text.AppendLine($"missing:    {description}");
        foreach (var diagnostic in unexpected)
            text.AppendLine($"unexpected: {diagnostic}").AppendLine($"            at {Place.Of(diagnostic.Location)} '{Excerpt(diagnostic.Location)}'");
        foreach (var (name, markup) in files)
            text.AppendLine($"---- {name}").AppendLine(markup.Source);
        return text.ToString();
    }

    private static string Excerpt(Location location) => location.SourceTree?.GetText().ToString(location.SourceSpan) ?? "";

    private readonly record struct Place(string File, Microsoft.CodeAnalysis.Text.TextSpan Span)
    {
        public static Place Of(Location location) => new(location.SourceTree?.FilePath ?? "", location.SourceSpan);

        public override string ToString() => $"{File}{Span}";
    }
}
