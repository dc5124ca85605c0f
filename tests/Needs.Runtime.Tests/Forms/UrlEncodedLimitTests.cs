using System.Text;
using Needs.Testing.Metering;

namespace Needs.Runtime.Tests.Forms;

public sealed class UrlEncodedLimitTests
{
    [Theory]
    [InlineData(nameof(FormLimits.MaxFields), "a&b&c", "a&b&c&d")]
    [InlineData(nameof(FormLimits.MaxNameLength), "abcd=", "abcde=")]
    [InlineData(nameof(FormLimits.MaxNameLength), "%61%62%63%64", "%61%62%63%64%65")]
    [InlineData(nameof(FormLimits.MaxTextLength), "a=12345678", "a=123456789")]
    [InlineData(nameof(FormLimits.MaxTextLength), "a=%C3%A9%C3%A9%C3%A9%C3%A9", "a=%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9")]
    [InlineData(nameof(FormLimits.MaxTotalTextLength), "abc=12345678&b=1234567", "abc=12345678&b=12345678")]
    [InlineData(nameof(FormLimits.MaxTotalTextLength), "abc=12345678&b=123456&c", "abc=12345678&b=1234567&c")]
    public void FormAtItsLimit_IsRead_AndOneMoreIsRefusedByTheLimitsName(string limit, string most, string more)
    {
        var limits = new FormLimits { MaxFields = 3, MaxNameLength = 4, MaxTextLength = 8, MaxTotalTextLength = 19 };

        Assert.NotEmpty(UrlEncodedForm.Parse(Encoding.UTF8.GetBytes(most), limits: limits));
        var error = Assert.Throws<FormException>(() => UrlEncodedForm.Parse(Encoding.UTF8.GetBytes(more), limits: limits));

        Assert.True(error.IsOverLimit);
        Assert.Equal(limit, error.Limit);
        Assert.Equal(Convert.ToInt64(typeof(FormLimits).GetProperty(limit)!.GetValue(limits), null), error.LimitValue);
        Assert.Contains(limit, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("12345", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void QueryAndBodyOfOneForm_ShareTheirLimits()
    {
        var form = new FormData();
        var budget = new FormBudget(new FormLimits { MaxFields = 3 });
        Read(form, FormSource.Query, budget, "a=1&b=2");
        Assert.Equal(nameof(FormLimits.MaxFields), Assert.Throws<FormException>(() => Read(form, FormSource.Body, budget, "c=3&d=4")).Limit);

        Assert.Equal(3, budget.FieldCount);
        Assert.Equal([FormSource.Query, FormSource.Query, FormSource.Body], form.Select(field => field.Source));
    }

    [Theory]
    [InlineData("a&")]
    [InlineData("=&")]
    [InlineData("a=1&")]
    [InlineData("%&")]
    public void MillionTinyPairs_AreRefusedAtTheLimitWithoutMoreMemory(string pair)
    {
        var body = Repeat(pair, 1_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<FormException>(() => UrlEncodedForm.Parse(body));
        Assert.Equal(nameof(FormLimits.MaxFields), error.Limit);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 512 * 1024);
    }

    [Theory]
    [InlineData("&")]
    [InlineData("a=&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&")]
    public void EmptyPairs_TakeNoMemory(string pairs)
    {
        var body = Encoding.UTF8.GetBytes(pairs + new string('&', 4_000_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        UrlEncodedForm.Parse(body);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("+")]
    [InlineData("%41")]
    [InlineData("%")]
    public void EndlessNameInSmallPieces_IsRefusedBeforeItIsHeld(string piece)
    {
        using var reader = new UrlEncodedFormReader([], FormSource.Body, new FormBudget(new FormLimits()));
        var bytes = Encoding.UTF8.GetBytes(piece);
        var read = 0;
        var error = Assert.Throws<FormException>(ReadOn);
        Assert.Equal(nameof(FormLimits.MaxNameLength), error.Limit);
        Assert.InRange(read, 0, 4 * 256);

        void ReadOn()
        {
            while (read < 1_000_000)
            {
                reader.Read(bytes);
                read += bytes.Length;
            }
        }
    }

    [Fact]
    public void HundredThousandFieldsWhereTheyAreAllowed_TakeTimeInProportion()
    {
        const int Count = 100_000;
        var body = Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, Count).Select(i => $"k{i}=v")));
        var start = ThreadClock.Now;
        var form = UrlEncodedForm.Parse(body, limits: new FormLimits { MaxFields = Count });
        Assert.Equal(Count, form.Names.Count);
        Assert.All(form.Names, name => Assert.Equal("v", form[name]));
        Assert.InRange(ThreadClock.Now - start, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void LargeText_IsReadWhole()
    {
        var text = new string('x', 1024 * 1024 - 1) + "y";
        var form = new FormData();
        using var reader = new UrlEncodedFormReader(form, FormSource.Body, new FormBudget(new FormLimits()));
        foreach (var piece in Encoding.UTF8.GetBytes("a=" + text + "&b=1").Chunk(4093)) reader.Read(piece);
        reader.Complete();
        Assert.Equal(text, form["a"]);
        Assert.Equal("1", form["b"]);
    }

    [Theory]
    [InlineData("a", "'='")]
    [InlineData("a=1&b", "'='")]
    [InlineData("a=%", "'%'")]
    [InlineData("a=%4", "'%'")]
    [InlineData("%zz=1", "'%'")]
    [InlineData("a=%FF", "UTF-8")]
    [InlineData("%C3=1", "UTF-8")]
    public void StrictReading_RefusesWhatTheStandardForgives(string input, string reason)
    {
        Assert.NotEmpty(UrlEncodedForm.ParseQuery(input));
        var error = Assert.Throws<FormException>(() => UrlEncodedForm.ParseQuery(input, strict: true));
        Assert.False(error.IsOverLimit);
        Assert.Null(error.Limit);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StrictReading_ReadsWhatIsWellFormed() =>
        Assert.Equal(["1", "", "é +"], UrlEncodedForm.ParseQuery("&a=1&&b=&c=%C3%A9+%2B&", strict: true).Select(field => field.Value));

    private static void Read(FormData form, FormSource source, FormBudget budget, string input)
    {
        using var reader = new UrlEncodedFormReader(form, source, budget);
        reader.Read(Encoding.UTF8.GetBytes(input));
        reader.Complete();
    }

    private static byte[] Repeat(string text, int count) => [.. Enumerable.Repeat(Encoding.UTF8.GetBytes(text), count).SelectMany(bytes => bytes)];
}
