using System.Text;
using Xunit.Abstractions;

namespace Needs.Runtime.Tests.Forms;

public sealed class SafeFileNameTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("photo.jpg", "photo.jpg")]
    [InlineData("Übersicht 2026 (final).PDF", "Übersicht 2026 (final).PDF")]
    [InlineData("😀.png", "😀.png")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"..\..\boot.ini", "boot.ini")]
    [InlineData(@"C:\Users\me\cv.docx", "cv.docx")]
    [InlineData("/", "file")]
    [InlineData("", "file")]
    [InlineData("..", "file")]
    [InlineData(" . . ", "file")]
    [InlineData("a/", "file")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("name.", "name")]
    [InlineData("name. . ", "name")]
    [InlineData("file.txt:stream", "file.txt_stream")]
    [InlineData("C:evil.exe", "C_evil.exe")]
    [InlineData("a\0b\r\nc\u001b.txt", "abc.txt")]
    [InlineData("gpj.\u202Eexe", "gpj.exe")]
    [InlineData("a\u200Bb\uFEFF", "ab")]
    [InlineData("what?*<>|\".txt", "what______.txt")]
    [InlineData("CON", "_CON")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("Lpt1 .tar.gz", "_Lpt1 .tar.gz")]
    [InlineData("com¹", "_com¹")]
    [InlineData("CONIN$", "_CONIN$")]
    [InlineData("console.txt", "console.txt")]
    [InlineData("com10", "com10")]
    public void NameAsSent_BecomesOneThatCanBeStored(string sent, string safe)
    {
        var file = new UploadedFile("f", sent, FormFileContent.FromBytes(default));
        Assert.Equal(safe, file.SafeFileName);
        Assert.Equal(sent, file.FileName);
    }

    [Fact]
    public void LoneSurrogate_IsDropped() => Assert.Equal("ab", Safe("a" + (char)0xD83D + "b"));

    [Fact]
    public void LongName_IsCutBetweenCharactersAndKeepsItsExtension()
    {
        var safe = Safe(new string('é', 300) + ".jpeg");
        Assert.EndsWith("é.jpeg", safe, StringComparison.Ordinal);
        Assert.Equal(255, Encoding.UTF8.GetByteCount(safe));

        Assert.Equal(252, Encoding.UTF8.GetByteCount(Safe(string.Concat(Enumerable.Repeat("€", 84)) + "😀")));
        Assert.Equal(255, Safe("a." + new string('x', 300)).Length);
        Assert.Equal("a.jpg", Safe("a" + new string('.', 300) + "jpg").Replace("..", "", StringComparison.Ordinal));
    }

    [Fact]
    public void RandomNames_AreSafeAndStaySo()
    {
        const string Alphabet = "abcé€/\\:*. \0\u0007\u202E\uFFFF-_~$%CONAUX1";
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 50_000; i++)
        {
            var sent = string.Concat(Enumerable.Range(0, random.Next(20))
                .Select(_ => random.Next(10) == 0 ? (char)random.Next(0x10000) : Alphabet[random.Next(Alphabet.Length)]));
            if (random.Next(20) == 0) sent = string.Concat(Enumerable.Repeat(sent, 30));

            var safe = Safe(sent);

            Assert.True(IsSafe(safe) && Safe(safe) == safe, $"{sent} became {safe}, then {Safe(safe)}");
        }
    }

    private static bool IsSafe(string name) =>
        name.Length > 0
        && name[0] is not ('.' or ' ')
        && name[^1] is not ('.' or ' ')
        && name.IndexOfAny(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0']) < 0
        && !name.Any(char.IsControl)
        && Encoding.UTF8.GetByteCount(name) <= 255
        && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)) == name;

    private static string Safe(string name) => new UploadedFile("f", name, FormFileContent.FromBytes(default)).SafeFileName;
}
