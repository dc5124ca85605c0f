using Needs.Testing.Metering;

namespace Needs.Runtime.Tests.Forms;

public sealed class HashFloodTests
{
    private const int Count = 50_000;

    /// <remarks>If they all had one hash, the first lookup alone would take 14 seconds instead of 5 milliseconds.</remarks>
    [Fact]
    public void NamesMadeToCollide_TakeTimeInProportion()
    {
        var form = new FormData();
        foreach (var name in CollidingNames.All().Distinct().Take(Count)) form.Add(name, "");
        Assert.Equal(Count, form.Count);

        var start = ThreadClock.Now;
        Assert.Equal(Count, form.Names.Count);
        foreach (var field in form) Assert.Same(field, form.Get(field.Name));
        Assert.InRange(ThreadClock.Now - start, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
