namespace Needs.Binding;

/// <summary>Blanks as HTML has them.</summary>
internal static class FormText
{
    private const string Blanks = " \t\n\r\f";

    public static bool IsBlank(ReadOnlySpan<char> text) => text.IsEmpty || (text[0] <= ' ' && text.IndexOfAnyExcept(Blanks) < 0);

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text[0] > ' ' && text[^1] > ' ') ? text : text.Trim(Blanks);
}
