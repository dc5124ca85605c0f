using System.Globalization;
using System.Text;

namespace Storefront.Data;

/// <summary>Text reduced to plain lower-case letters and digits, so that every database sorts and finds it alike: "Łukasz Müller" is "lukasz muller".</summary>
public static class Folding
{
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            if (Spelled(c) is { } letters) folded.Append(letters);
            else if (char.IsLetterOrDigit(c)) folded.Append(char.ToLowerInvariant(c));
            else if (folded is [.., not ' ']) folded.Append(' ');
        }
        return folded.ToString().TrimEnd();
    }

    private static string? Spelled(char c) => c switch
    {
        'ß' => "ss",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'đ' or 'Đ' or 'ð' or 'Ð' => "d",
        'þ' or 'Þ' => "th",
        _ => null,
    };
}
