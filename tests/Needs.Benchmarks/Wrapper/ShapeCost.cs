namespace Needs.Benchmarks.Wrapper;

/// <summary>What a call of a shape costs, in the three ways to make it.</summary>
public sealed record ShapeCost(Shape Shape, CallCost ByHand, CallCost WithFigures, CallCost Needs)
{
    public IEnumerable<double> FiguresMore => WithFigures.MoreThan(ByHand);

    public IEnumerable<double> NeedsMore => Needs.MoreThan(ByHand);

    public double BytesMore => Needs.Bytes - ByHand.Bytes;

    public static ShapeCost Measure(Shape shape, int rounds)
    {
        var costs = Turns.Take([shape.ByHand, shape.WithFigures, shape.Needs], rounds);
        return new ShapeCost(shape, costs[0], costs[1], costs[2]);
    }
}
