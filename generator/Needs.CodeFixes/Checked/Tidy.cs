using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Microsoft.CodeAnalysis.Text;

namespace Needs.CodeFixes.Checked;

/// <summary>Turns an edited tree into text: usings added, names short, new parts formatted.</summary>
internal static class Tidy
{
    /// <summary>The document as its file would be read again: a tree can say things that its text does not.</summary>
    public static async Task<Document> AsWrittenAsync(Document document, SyntaxNode root, CancellationToken cancellation)
    {
        var edited = document.WithSyntaxRoot(root);
        edited = await ImportAdder.AddImportsAsync(edited, Simplifier.AddImportsAnnotation, cancellationToken: cancellation)
            .ConfigureAwait(false);
        edited = await Simplifier.ReduceAsync(edited, Simplifier.Annotation, cancellationToken: cancellation).ConfigureAwait(false);
        edited = await Formatter.FormatAsync(edited, Formatter.Annotation, cancellationToken: cancellation).ConfigureAwait(false);

        var before = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var after = await edited.GetTextAsync(cancellation).ConfigureAwait(false);
        var text = SourceText.From(WithLineEndsOf(before.ToString(), after.ToString()), before.Encoding, before.ChecksumAlgorithm);
        return document.WithText(text);
    }

    // The formatter ends new lines as the machine does.
    private static string WithLineEndsOf(string before, string after)
    {
        var unix = after.Replace("\r\n", "\n");
        if (!before.Contains("\r\n"))
            return before.Contains('\r') ? after : unix;
        return before.Replace("\r\n", "").Contains('\n') ? after : unix.Replace("\n", "\r\n");
    }
}
