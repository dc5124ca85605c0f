using Needs.Benchmarks.Wrapper;

namespace Needs.Benchmarks.Tests;

/// <summary>What a generated wrapper may cost: bytes exactly, time by a ratio within one run, which is generous as the machine may be busy.</summary>
public sealed class WrapperCostTests
{
    private const int Tries = 8;
    private const double MostTimesAsLongAsFiguresByHand = 6;

    /// <summary>What a suspended wrapper has on the heap for its lease, where code by hand has a connection.</summary>
    private const int LargerLease = 32;

    public static TheoryData<string> Shapes => [.. Shape.All.Select(shape => shape.Name)];

    [Theory, MemberData(nameof(Shapes))]
    public void Call_AllocatesNoMoreThanByHand(string shape)
    {
        using var listening = new ListeningToFigures();

        var most = Shape.Named(shape).Suspends ? LargerLease : 0;

        // On a busy machine the JIT compiler may not have had its last word at first.
        var least = double.MaxValue;
        for (var tries = 0; tries < Tries && least > most; tries++) least = Math.Min(least, ShapeCost.Measure(Shape.Named(shape), rounds: 5).BytesMore);

        Assert.InRange(least, double.MinValue, most);
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("async, completed, in a transaction")]
    public void Call_TakesLittleLongerThanFiguresByHand(string shape)
    {
        var least = double.MaxValue;
        for (var tries = 0; tries < Tries && least > MostTimesAsLongAsFiguresByHand; tries++)
        {
            var cost = ShapeCost.Measure(Shape.Named(shape), rounds: 50);
            least = Math.Min(least, cost.Needs.Nanoseconds.Min() / cost.WithFigures.Nanoseconds.Min());
        }

        Assert.InRange(least, 0, MostTimesAsLongAsFiguresByHand);
    }
}
