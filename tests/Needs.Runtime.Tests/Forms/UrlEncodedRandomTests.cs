using System.Text;
using Xunit.Abstractions;

namespace Needs.Runtime.Tests.Forms;

public sealed class UrlEncodedRandomTests(ITestOutputHelper output)
{
    private const int Bodies = 100_000;

    private static readonly string[] Fragments =
    [
        "&", "&", "&", "=", "=", "+", "%", "%", "%2", "%41", "%4g", "%%", "%C3%A9", "%C3", "%F0%9F%98%80", "%00", "%26", "%3D", "é",
        "a", "b", "name", "x.y[0]", ";", "&&", "==", "a=b&", "long text that is no escape",
    ];

    [Fact]
    public void RandomBodies_AreReadAsTheStandardSaysAtEveryCut()
    {
        var random = Seeded();
        var roomy = new FormLimits();
        for (var i = 0; i < Bodies; i++)
        {
            var body = Body(random);
            var expected = new UrlEncodedOutcome(UrlEncodedOutcome.Text(UrlEncodedReference.Parse(body)), null);
            Agree(expected, UrlEncodedOutcome.Of(body, [], roomy, strict: false), body);
            Agree(expected, UrlEncodedOutcome.Of(body, [random.Next(body.Length + 1)], roomy, strict: false), body);
            if (i % 4 == 0) Agree(expected, UrlEncodedOutcome.Of(body, Bytewise(body), roomy, strict: false), body);
        }
    }

    [Fact]
    public void RandomBodiesOverRandomLimits_EndAlikeAtEveryCut()
    {
        var random = Seeded();
        for (var i = 0; i < Bodies; i++)
        {
            var body = Body(random);
            var strict = random.Next(2) == 0;
            var limits = new FormLimits
            {
                MaxFields = random.Next(6),
                MaxNameLength = random.Next(8),
                MaxTextLength = random.Next(12),
                MaxTotalTextLength = random.Next(30),
            };
            var expected = UrlEncodedOutcome.Of(body, [], limits, strict);
            Agree(expected, UrlEncodedOutcome.Of(body, [random.Next(body.Length + 1)], limits, strict), body);
            if (i % 4 == 0) Agree(expected, UrlEncodedOutcome.Of(body, Bytewise(body), limits, strict), body);
        }
    }

    private static IEnumerable<int> Bytewise(byte[] body) => Enumerable.Repeat(1, body.Length);

    private static void Agree(UrlEncodedOutcome expected, UrlEncodedOutcome actual, byte[] body)
    {
        if (expected != actual) Assert.Fail($"{Convert.ToHexString(body)} ({Encoding.Latin1.GetString(body)}): {actual} instead of {expected}");
    }

    private static byte[] Body(Random random)
    {
        List<byte> body = [];
        for (var count = random.Next(8); count > 0; count--)
        {
            if (random.Next(8) == 0) body.Add((byte)random.Next(256));
            else body.AddRange(Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
        }

        return [.. body];
    }

    private Random Seeded()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        return new Random(seed);
    }
}
