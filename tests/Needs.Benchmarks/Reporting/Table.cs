using System.Text;

namespace Needs.Benchmarks.Reporting;

/// <summary>A table with a sentence above it that says what is compared and in which unit.</summary>
internal sealed record Table(string Caption, params string[] Columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells)
    {
        if (cells.Length != Columns.Length) throw new ArgumentException($"{cells.Length} cells for {Columns.Length} columns of '{Caption}'.", nameof(cells));
        _rows.Add(cells);
    }

    public override string ToString()
    {
        var text = new StringBuilder(Caption).Append("\n\n");
        foreach (var row in _rows.Prepend([.. Columns.Select(_ => "---")]).Prepend(Columns))
            text.Append("| ").AppendJoin(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        return text.ToString();
    }
}
