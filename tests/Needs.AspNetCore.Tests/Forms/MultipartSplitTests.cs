using System.Text;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>A form is what it is, wherever the network cuts it.</summary>
[Collection(nameof(Uploads))]
public sealed class MultipartSplitTests
{
    public static TheoryData<string, string, string> Bodies => MultipartBodies.All;

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_IsTheSameAtEverySplit(string what, string body, string expected)
    {
        _ = what;
        var bytes = Encoding.Latin1.GetBytes(body);
        Assert.Equal(expected, await ReadAsync(bytes));
        Assert.Equal(expected, await ReadAsync(bytes, [.. Enumerable.Range(1, bytes.Length)]));
        for (var split = 1; split < Math.Min(bytes.Length, 1500); split++)
        {
            var actual = await ReadAsync(bytes, split);
            if (actual != expected) Assert.Fail($"Split at {split}: {actual} instead of {expected}");
        }
    }

    /// <summary>The blocks in which the original read broke a boundary between CR and LF; so may any block of ours.</summary>
    [Theory]
    [InlineData(4096)]
    [InlineData(65_536)]
    [InlineData(16_384)]
    public async Task CarriageReturnAtTheEdgeOfABuffer_IsKept(int size)
    {
        for (var distance = -160; distance < 8; distance++)
        {
            var content = new string('x', size + distance) + "\r\n--xy\r";
            var form = MultipartBodies.Form(MultipartBodies.Part("name=\"f\"; filename=\"x\"", content), MultipartBodies.Part("name=\"a\"", "1"));

            Assert.Equal($"f=<x|{content}>&a=1", await ReadAsync(Encoding.Latin1.GetBytes(form)));
        }
    }

    private static async Task<string> ReadAsync(byte[] bytes, params int[] splits)
    {
        await using var exchange = new FormExchange(MultipartBodies.ContentType, new ChunkedStream(bytes, splits));
        return await exchange.DescribeAsync();
    }
}
