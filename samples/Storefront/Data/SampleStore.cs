namespace Storefront.Data;

/// <summary>The rows of the sample store, made up from a fixed seed: the same on every machine.</summary>
internal sealed class SampleStore
{
    private const int CustomerCount = 1200;
    private const int OrderCount = 4800;
    private const int FirstOrderId = 1001;

    private static readonly DateTime Opening = new(2025, 1, 2, 8, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime LastDay = new(2026, 9, 30, 20, 0, 0, DateTimeKind.Utc);

    private readonly Dice _dice = new(seed: 20030914);
    private readonly HashSet<string> _mailboxes = [];

    private SampleStore() { }

    public List<object?[]> Products { get; } = [];
    public List<object?[]> Customers { get; } = [];
    public List<object?[]> Orders { get; } = [];
    public List<object?[]> Lines { get; } = [];

    public static SampleStore Generate()
    {
        var store = new SampleStore();
        store.AddProducts();
        for (var id = 1; id <= CustomerCount; id++) store.AddCustomer(id);
        foreach (var (index, placedAt) in store.OrderTimes().Index()) store.AddOrder(FirstOrderId + index, placedAt);
        return store;
    }

    private void AddProducts()
    {
        foreach (var (index, (category, name, cents)) in Catalogue.Products.Index())
            Products.Add([index + 1, category, name, cents, _dice.Roll(40, 400)]);
    }

    private void AddCustomer(int id)
    {
        var region = PickRegion();
        var (first, last, city) = (_dice.Pick(region.FirstNames), _dice.Pick(region.LastNames), _dice.Pick(region.Cities));
        var email = Mailbox(first, last);
        var joined = Moment(Opening.AddMonths(-14), Opening.AddMonths(14)).Date;
        Customers.Add(
        [
            id, $"{first} {last}", email, city, region.Country, joined,
            Folding.Fold($"{last} {first}"), Folding.Fold($"{first} {last} {email} {city} {region.Country}"),
        ]);
    }

    private Region PickRegion()
    {
        var roll = _dice.Roll(1, People.Regions.Sum(region => region.Share));
        return People.Regions.First(region => (roll -= region.Share) <= 0);
    }

    private string Mailbox(string first, string last)
    {
        var name = Folding.Fold($"{first}.{last}").Replace(' ', '.');
        var host = _dice.Pick(People.MailHosts);
        for (var suffix = 1; ; suffix++)
        {
            var mailbox = suffix == 1 ? $"{name}@{host}" : $"{name}{suffix}@{host}";
            if (_mailboxes.Add(mailbox)) return mailbox;
        }
    }

    private List<DateTime> OrderTimes()
    {
        var times = new List<DateTime>(OrderCount);
        while (times.Count < OrderCount)
        {
            var moment = Moment(Opening, LastDay);
            if (moment.Hour >= 7 && _dice.Chance(Busyness(moment))) times.Add(moment);
        }
        times.Sort();
        return times;
    }

    /// <summary>Presents in winter, the garden in spring; and the shop grows.</summary>
    private static int Busyness(DateTime moment) =>
        (moment.Month switch { 11 => 85, 12 => 100, 1 or 2 => 40, 4 or 5 => 65, _ => 50 }) - (moment.Year == 2025 ? 10 : 0);

    private void AddOrder(int id, DateTime placedAt)
    {
        var lines = PickLines();
        var total = 0;
        foreach (var (index, (product, quantity)) in lines.Index())
        {
            var price = (int)Products[product - 1][3]!;
            total += price * quantity;
            Lines.Add([id, index + 1, product, quantity, price]);
        }
        Orders.Add([id, PickCustomer(placedAt), placedAt, Status(placedAt), total, _dice.Chance(7) ? _dice.Pick(Catalogue.Notes) : null]);
    }

    private List<(int Product, int Quantity)> PickLines()
    {
        var products = new SortedSet<int>();
        var count = _dice.Roll(1, _dice.Chance(20) ? 6 : 3);
        while (products.Count < count) products.Add(_dice.Roll(1, Products.Count));
        return [.. products.Select(product => (product, _dice.Chance(70) ? 1 : _dice.Roll(2, 6)))];
    }

    /// <summary>A fifth of the customers place more than half of the orders; nobody orders before joining.</summary>
    private int PickCustomer(DateTime placedAt)
    {
        while (true)
        {
            var id = _dice.Chance(45) ? _dice.Roll(1, CustomerCount / 5) * 5 : _dice.Roll(1, CustomerCount);
            if ((DateTime)Customers[id - 1][5]! <= placedAt) return id;
        }
    }

    private string Status(DateTime placedAt)
    {
        if (_dice.Chance(4)) return "Cancelled";
        return (LastDay - placedAt).TotalDays switch
        {
            < 2 => "New",
            < 4 => "Paid",
            < 9 => "Shipped",
            _ => "Delivered",
        };
    }

    private DateTime Moment(DateTime from, DateTime to) => from.AddSeconds(_dice.Roll(0, (int)(to - from).TotalSeconds));
}
