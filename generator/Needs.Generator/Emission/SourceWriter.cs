using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Needs.Generator;

/// <summary>Writes indented lines. Text with several lines is indented line by line, so a raw string literal can be written as it is.</summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;
    private readonly StringBuilder _text = new();
    private int _level;

    public void Line() => _text.Append('\n');

    public void Line(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.TrimEnd('\r');
            if (trimmed.Length > 0) _text.Append(' ', _level * SpacesPerLevel).Append(trimmed);
            _text.Append('\n');
        }
    }

    /// <summary>Writes an opening brace and indents; disposing of the result writes the closing one.</summary>
    public Block Braces()
    {
        Line("{");
        _level++;
        return new Block(this, "}");
    }

    public Block Braces(string head)
    {
        Line(head);
        return Braces();
    }

    public Block Indented()
    {
        _level++;
        return new Block(this, null);
    }

    public override string ToString() => _text.ToString();

    public SourceText ToSourceText() => _level == 0
        ? SourceText.From(_text.ToString(), Encoding.UTF8)
        : throw new InvalidOperationException("A block was not closed.");

    internal readonly struct Block(SourceWriter writer, string? close) : IDisposable
    {
        public void Dispose()
        {
            writer._level--;
            if (close is not null) writer.Line(close);
        }
    }
}
