using System.Globalization;
using System.Text;

namespace Needs.Benchmarks.Analyzers;

/// <summary>A code base as most are: services, models, validation, files, HTTP, and one method of forty on a database.</summary>
internal static class BusinessCode
{
    private const int MethodsOfAClass = 10;

    private static readonly string[] Plain =
    [
        """
            public decimal Total#(IReadOnlyList<Line> lines, decimal discount)
            {
                var sum = 0m;
                foreach (var line in lines)
                {
                    if (line.Quantity <= 0)
                        continue;
                    var price = line.Price * line.Quantity;
                    sum += line.Quantity > # ? price * (1 - discount) : price;
                }

                return Math.Round(sum, 2);
            }

        """,
        """
            public IReadOnlyList<string> Validate#(Customer customer)
            {
                var errors = new List<string>();
                if (string.IsNullOrWhiteSpace(customer.Name))
                    errors.Add("A name is needed.");
                else if (customer.Name.Length > 1#)
                    errors.Add("The name is too long.");
                if (customer.Email is not { } email || !email.Contains('@'))
                    errors.Add("An e-mail address is needed.");
                if (customer.Born > DateTime.UtcNow.AddYears(-18))
                    errors.Add("Too young.");
                return errors;
            }

        """,
        """
            public Dictionary<string, int> Count#(IEnumerable<string> words) =>
                words.Where(word => word.Length > # % 7)
                    .Select(word => word.Trim().ToUpperInvariant())
                    .GroupBy(word => word)
                    .OrderByDescending(group => group.Count())
                    .Take(#)
                    .ToDictionary(group => group.Key, group => group.Count());

        """,
        """
            public string State#(Order order) => order.State switch
            {
                0 => "new",
                1 when order.Lines.Count == 0 => "empty",
                1 => "paid",
                2 => "sent",
                > 2 and < 1# => "on its way",
                _ => throw new ArgumentOutOfRangeException(nameof(order)),
            };

        """,
        """
            public async Task<string> Ask#Async(string path, CancellationToken cancellation)
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        using var response = await _http.GetAsync(path + "/#", cancellation);
                        if (response.IsSuccessStatusCode)
                            return await response.Content.ReadAsStringAsync(cancellation);
                        _log.Add($"{path} answered {response.StatusCode}");
                    }
                    catch (HttpRequestException e) when (attempt < 3)
                    {
                        _log.Add(e.Message);
                    }

                    await Task.Delay(attempt * 100, cancellation);
                }
            }

        """,
        """
            public int Import#(string file)
            {
                var count = 0;
                using (var reader = new StreamReader(file))
                {
                    while (reader.ReadLine() is { } line)
                    {
                        var fields = line.Split(';');
                        if (fields.Length < 3)
                            continue;
                        _customers[fields[0]] = new Customer { Name = fields[1], Email = fields[2] };
                        count++;
                    }
                }

                return count + #;
            }

        """,
        """
            public byte[] Pack#(IEnumerable<Order> orders)
            {
                var memory = new MemoryStream();
                var writer = new BinaryWriter(memory);
                foreach (var order in orders)
                {
                    writer.Write(order.Id);
                    writer.Write(order.Lines.Count);
                    foreach (var line in order.Lines)
                    {
                        writer.Write(line.Name);
                        writer.Write(line.Quantity * #);
                    }
                }

                writer.Flush();
                return memory.ToArray();
            }

        """,
        """
            public bool Move#(int from, int to, int[] stock)
            {
                lock (_log)
                {
                    if (from == to || from < 0 || to >= stock.Length)
                        return false;
                    var moved = Math.Min(stock[from], #);
                    stock[from] -= moved;
                    stock[to] += moved;
                    Changed?.Invoke(this, EventArgs.Empty);
                    return moved > 0;
                }
            }

        """,
        """
            public string Render#(Order order)
            {
                var text = new StringBuilder();
                text.Append("<ul class=\"order-#\">");
                foreach (var line in order.Lines)
                {
                    text.Append("<li>").Append(line.Name);
                    if (line.Quantity > 1)
                        text.Append(" x ").Append(line.Quantity);
                    text.Append("</li>");
                }

                return text.Append("</ul>").ToString();
            }

        """,
    ];

    private static readonly string[] OnADatabase =
    [
        """
            public async Task<IEnumerable<Order>> Load#Async(int customer)
            {
                await using var connection = await _database.OpenConnectionAsync();
                return await connection.QueryAsync<Order>("select * from orders where customer = @customer", new { customer });
            }

        """,
        """
            public int Save#(Order order)
            {
                using var connection = _database.OpenConnection();
                using var transaction = connection.BeginTransaction();
                var id = connection.ExecuteScalar<int>("insert into orders values (@Id, @State) returning id", order, transaction);
                foreach (var line in order.Lines)
                    connection.Execute("insert into lines values (@id, @Name)", new { id, line.Name }, transaction);
                transaction.Commit();
                return id;
            }

        """,
        """
            public List<string> Names#()
            {
                var names = new List<string>();
                var connection = _database.OpenConnection();
                var command = connection.CreateCommand();
                command.CommandText = "select name from customers";
                using (var reader = command.ExecuteReader())
                {
                    while (reader.Read())
                        names.Add(reader.GetString(0));
                }

                connection.Close();
                return names;
            }

        """,
    ];

    public static IEnumerable<(string Name, string Text)> Files(int classes) => Enumerable.Range(0, classes)
        .Select(number => ($"Service{number}.cs", Class(number)))
        .Append(("Model.cs", Model));

    private static string Class(int number)
    {
        var text = new StringBuilder(
            $$"""
            using System.Data.Common;
            using System.Net.Http;
            using System.Text;
            using Dapper;

            namespace Shop.Part{{number % 20}};

            public sealed class Service{{number}}(HttpClient http, DbDataSource database)
            {
                private readonly HttpClient _http = http;
                private readonly DbDataSource _database = database;
                private readonly List<string> _log = [];
                private readonly Dictionary<string, Customer> _customers = [];

                public event EventHandler? Changed;


            """);
        for (var method = number * MethodsOfAClass; method < (number + 1) * MethodsOfAClass; method++)
        {
            var template = method % 40 == 7 ? OnADatabase[method / 40 % OnADatabase.Length] : Plain[method % Plain.Length];
            text.Append(template.Replace("#", method.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        return text.Append('}').ToString();
    }

    internal const string Model =
        """
        namespace Shop;

        public sealed class Line { public string Name = ""; public int Quantity; public decimal Price; }
        public sealed class Order { public int Id; public int State; public List<Line> Lines = []; }
        public sealed class Customer { public string? Name; public string? Email; public DateTime Born; }
        """;
}
