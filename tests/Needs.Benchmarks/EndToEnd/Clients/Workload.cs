using System.Text;
using System.Text.Json;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>What fast clients ask for, and the answer that they must get.</summary>
internal abstract class Workload(string name)
{
    public static Workload Find { get; } = new Finding();

    public static Workload Place { get; } = new Placing();

    public string Name => name;

    public abstract (ReadOnlyMemory<byte> Request, ReadOnlyMemory<byte> Answer) Next();

    private static ReadOnlyMemory<byte> Request(string line) => Encoding.ASCII.GetBytes($"{line} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");

    private static ReadOnlyMemory<byte> Answer<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web);

    /// <summary>A row by its primary key.</summary>
    private sealed class Finding() : Workload("a row by its key")
    {
        private readonly (ReadOnlyMemory<byte>, ReadOnlyMemory<byte>)[] _all =
            [.. Enumerable.Range(1, ShopSchema.Orders).Select(id => (Request($"GET /orders/{id}"), Answer(new Order(id, $"customer {id}", id * 1.25m))))];

        public override (ReadOnlyMemory<byte> Request, ReadOnlyMemory<byte> Answer) Next() => _all[Random.Shared.Next(_all.Length)];
    }

    /// <summary>Three rows by two statements in a transaction.</summary>
    private sealed class Placing() : Workload("two inserts in a transaction")
    {
        private int _number;

        public override (ReadOnlyMemory<byte> Request, ReadOnlyMemory<byte> Answer) Next()
        {
            var number = Interlocked.Increment(ref _number);
            return (Request($"POST /orders/{number}"), Answer(new Placed(number, Shop.LinesOfAnOrder)));
        }
    }
}
