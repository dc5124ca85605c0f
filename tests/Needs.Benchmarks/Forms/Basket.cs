namespace Needs.Benchmarks.Forms;

/// <summary>A form with a list of objects.</summary>
public sealed class Basket
{
    public string Customer { get; set; } = "";

    public List<Line> Lines { get; set; } = [];
}

public sealed class Line
{
    public int Product { get; set; }

    public string Name { get; set; } = "";

    public int Count { get; set; }

    public decimal Price { get; set; }
}
