using System.Globalization;
using System.Text;

namespace Needs.Benchmarks.Generator;

/// <summary>
/// A generated code base: classes of thirty methods, every fifth with some attribute. Handlers live five to a class: two are but
/// wrapped, one is in a transaction with retries, one has a route, one has a route and is bound to a form of its own.
/// </summary>
internal sealed record Shop(int Files, int Handlers)
{
    private const int MethodsOfAFile = 30;
    private const int HandlersOfAFile = 5;

    /// <summary>The files with handlers are the first ones.</summary>
    public int FilesWithHandlers => (Handlers + HandlersOfAFile - 1) / HandlersOfAFile;

    public string[] Sources => [.. Enumerable.Range(0, Files).Select(Source), Common];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Files:N0} files, {Handlers} handlers");

    private string Source(int file)
    {
        var handlers = Math.Min(HandlersOfAFile, Handlers - file * HandlersOfAFile);
        var text = new StringBuilder(
            $$"""
            using System.Collections.Generic;
            using System.ComponentModel;
            using System.ComponentModel.DataAnnotations;
            using System.Threading;
            using System.Threading.Tasks;
            using Microsoft.AspNetCore.Mvc;
            using Needs;
            using Needs.Testing;

            namespace Shop.Part{{file % 20}};

            """);
        for (var handler = 0; handler < handlers; handler++)
        {
            if (handler % 4 == 3) text.Append(Form.Replace("#", $"{file}_{handler}", StringComparison.Ordinal));
        }

        text.Append(CultureInfo.InvariantCulture, $"\npublic static partial class Service{file}\n{{\n");
        for (var method = 0; method < MethodsOfAFile; method++)
        {
            text.Append(method < handlers ? Lent[method % Lent.Length] : method % 5 == 0 ? Attributed : Plain)
                .Replace("#", $"{file}_{method}");
        }

        return text.Append("}\n").ToString();
    }

    private static readonly string[] Lent =
    [
        """
            /// <summary>Counts the open orders of a customer.</summary>
            [NeedsDb]
            public static async Task<int> Handler#(FakeConnection db, int id, CancellationToken cancellation)
            {
                await Task.Delay(5, cancellation);
                return id;
            }


        """,
        """
            /// <summary>Takes an order apart.</summary>
            [NeedsDb(Transaction = true, Retries = 3)]
            public static async Task<IReadOnlyList<string>> Handler#(FakeConnection db, FakeTransaction transaction, int id, string? reason = null)
            {
                await Task.Delay(5);
                return [reason ?? "", transaction.ToString() ?? ""];
            }


        """,
        """
            /// <summary>Finds an order.</summary>
            [HttpGet("/orders#/{id}"), NeedsDb]
            public static async Task<Order?> Handler#(FakeConnection db, int id, string? sort, [FromHeader] string? language, CancellationToken cancellation)
            {
                await Task.Delay(5, cancellation);
                return new Order(id, sort ?? language ?? "");
            }


        """,
        """
            /// <summary>Takes a new order.</summary>
            [HttpPost("/orders#"), NeedsForm, NeedsDb(Transaction = true)]
            public static async Task<Order> Handler#(FakeConnection db, NewOrder# form, int id, CancellationToken cancellation)
            {
                await Task.Delay(5, cancellation);
                return new Order(form.Quantity, form.Name);
            }


        """,
    ];

    private const string Form = """

        public sealed record NewOrder#([Required, StringLength(100)] string Name, [EmailAddress] string? Email, [Range(1, 99)] int Quantity)
        {
            public decimal Price { get; init; }

            public Size Size { get; init; }

            public List<string> Tags { get; init; } = [];
        }

        """;

    private const string Plain = """
            public static int Method#(Order order, int from)
            {
                var sum = from + 5;
                foreach (var letter in order.Name)
                {
                    if (char.IsDigit(letter)) sum += letter - '0';
                }

                return sum;
            }


        """;

    private const string Attributed = """
            [EditorBrowsable(EditorBrowsableState.Advanced)]
            public static int Method#(FakeConnection db, int from)
            {
                var sum = from + 5;
                for (var i = 0; i < from; i++) sum ^= i;
                return sum;
            }


        """;

    private const string Common = """
        namespace Shop;

        public sealed record Order(int Id, string Name);

        public enum Size { Small, Medium, Large }
        """;
}
