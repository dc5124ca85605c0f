namespace Needs.Benchmarks.Forms;

/// <summary>A flat form: eight scalars and a list.</summary>
public sealed class Order
{
    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public int Quantity { get; set; }

    public decimal Price { get; set; }

    public DateOnly Delivery { get; set; }

    public bool Gift { get; set; }

    public Guid Customer { get; set; }

    public Size Size { get; set; }

    public List<string> Tags { get; set; } = [];
}

public enum Size
{
    Small,
    Medium,
    Large,
}
