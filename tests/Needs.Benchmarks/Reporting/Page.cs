using System.Text;
using Needs.Testing;

namespace Needs.Benchmarks.Reporting;

/// <summary>
/// docs/benchmarks.md: what is said there is written by people, what was measured stands between <c>&lt;!-- measured: name --&gt;</c> and
/// <c>&lt;!-- end --&gt;</c> and is replaced by each run.
/// </summary>
internal static class Page
{
    private const string End = "<!-- end -->";
    private static readonly string Path = RepositoryFiles.PathOf("docs/benchmarks.md");

    public static void Write(IReadOnlyList<(string Name, Report Report)> chapters)
    {
        var page = File.ReadAllText(Path);
        page = Replace(page, "machine", Machine.Describe());
        page = Replace(page, "targets", Lines(chapters.SelectMany(chapter => chapter.Report.Targets).Select(target => target.ToString())));
        page = Replace(page, "slower", Lines(chapters.SelectMany(chapter => chapter.Report.Slower).Select(sentence => $"- {sentence}")));
        foreach (var (name, report) in chapters) page = Replace(page, name, Text(name, report));
        File.WriteAllText(Path, page);

        var folder = Directory.CreateDirectory(RepositoryFiles.PathOf("docs") + "/benchmarks").FullName;
        foreach (var (name, report) in chapters)
        {
            foreach (var plot in report.Plots) File.WriteAllText(System.IO.Path.Combine(folder, FileName(name, plot)), plot.ToString());
        }
    }

    /// <summary>A chapter as it stands in the page.</summary>
    public static string Text(string name, Report report)
    {
        var text = new StringBuilder();
        foreach (var table in report.Tables) text.Append(table).Append('\n');
        foreach (var plot in report.Plots) text.Append($"![{plot.Description}](benchmarks/{FileName(name, plot)})\n\n");
        return text.ToString();
    }

    private static string FileName(string chapter, Plot plot) => $"{chapter}-{plot.Name}.svg";

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static string Replace(string page, string name, string text)
    {
        var begin = $"<!-- measured: {name} -->\n";
        var start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var end = page.IndexOf(End, start, StringComparison.Ordinal);
        if (start < begin.Length || end < 0) throw new InvalidOperationException($"docs/benchmarks.md has no place for '{name}'.");
        return $"{page[..start]}\n{text.Trim()}\n\n{page[end..]}";
    }
}
