using System.Text;

namespace Needs.Runtime.Tests.Forms;

/// <summary>The parser of https://url.spec.whatwg.org/#urlencoded-parsing, by what each of its steps says.</summary>
public sealed class UrlEncodedStandardTests
{
    public static TheoryData<string, string[]> Vectors { get; } = new()
    {
        { "test", ["test", ""] },
        { "\uFEFFtest=\uFEFF", ["\uFEFFtest", "\uFEFF"] },
        { "%EF%BB%BFtest=%EF%BB%BF", ["\uFEFFtest", "\uFEFF"] },
        { "%EF%BF%BF=%EF%BF%BF", ["\uFFFF", "\uFFFF"] },
        { "%FE%FF", ["\uFFFD\uFFFD", ""] },
        { "%FF%FE", ["\uFFFD\uFFFD", ""] },
        { "†&†=x", ["†", "", "†", "x"] },
        { "%C2", ["\uFFFD", ""] },
        { "%C2x", ["\uFFFDx", ""] },
        { "_charset_=windows-1252&test=%C2x", ["_charset_", "windows-1252", "test", "\uFFFDx"] },
        { "", [] },
        { "a", ["a", ""] },
        { "a=b", ["a", "b"] },
        { "a=", ["a", ""] },
        { "=b", ["", "b"] },
        { "&", [] },
        { "&a", ["a", ""] },
        { "a&", ["a", ""] },
        { "a&a", ["a", "", "a", ""] },
        { "a&b&c", ["a", "", "b", "", "c", ""] },
        { "a=b&c=d", ["a", "b", "c", "d"] },
        { "a=b&c=d&", ["a", "b", "c", "d"] },
        { "&&&a=b&&&&c=d&", ["a", "b", "c", "d"] },
        { "a=a&a=b&a=c", ["a", "a", "a", "b", "a", "c"] },
        { "a==a", ["a", "=a"] },
        { "a=a+b+c+d", ["a", "a b c d"] },
        { "%=a", ["%", "a"] },
        { "%a=a", ["%a", "a"] },
        { "%a_=a", ["%a_", "a"] },
        { "%61=a", ["a", "a"] },
        { "%61+%4d%4D=", ["a MM", ""] },
        { "id=0&value=%", ["id", "0", "value", "%"] },
        { "b=%2sf%2a", ["b", "%2sf*"] },
        { "b=%2%2af%2a", ["b", "%2*f*"] },
        { "b=%%2a", ["b", "%*"] },
        { "a=1&&b&=c&", ["a", "1", "b", "", "", "c"] },
        { "a==b", ["a", "=b"] },
        { "a=1+%2B", ["a", "1 +"] },
        { "a=%zz", ["a", "%zz"] },
        { "=", ["", ""] },
        { "&=&", ["", ""] },
        { "a;b=c;d", ["a;b", "c;d"] },
        { "a%3Db%26c=d", ["a=b&c", "d"] },
        { "a=%2B+%20", ["a", "+  "] },
        { "a=%00b", ["a", "\0b"] },
        { "?a=b", ["?a", "b"] },
        { "a=%F0%9F%98%80%F0%9F", ["a", "😀\uFFFD"] },
        { "a=%ED%A0%80", ["a", "\uFFFD\uFFFD\uFFFD"] },
        { "a=%C0%80", ["a", "\uFFFD\uFFFD"] },
    };

    [Theory, MemberData(nameof(Vectors))]
    public void InputOfTheStandard_IsReadAsItSays(string input, string[] expected)
    {
        Assert.Equal(expected, Texts(UrlEncodedForm.Parse(Encoding.UTF8.GetBytes(input))));
        Assert.Equal(expected, Texts(UrlEncodedForm.ParseQuery(input)));
    }

    [Theory, MemberData(nameof(Vectors))]
    public void InputInTwoPieces_IsReadAsOne(string input, string[] expected)
    {
        var bytes = Encoding.UTF8.GetBytes(input);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var form = new FormData();
            using var reader = new UrlEncodedFormReader(form, FormSource.Body, new FormBudget(new FormLimits()));
            reader.Read(bytes.AsSpan(0, cut));
            reader.Read(bytes.AsSpan(cut));
            reader.Complete();
            Assert.Equal(expected, Texts(form));
        }
    }

    private static string[] Texts(FormData form) => [.. form.SelectMany(field => new[] { field.Name, field.Value })];
}
