namespace Needs.Benchmarks.Cursors;

/// <summary>What was read, to compare.</summary>
internal record struct RowsRead(long Count, long Sum)
{
    public void Add(long customer, long order)
    {
        Count++;
        Sum += customer + order;
    }
}
