using System.Collections.Generic;
using System.ComponentModel.DataAnnotations;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Mvc;
using Needs;
using Needs.Testing;

namespace Shop;

public enum Shipping
{
    Standard,
    Express,
}

public sealed record NewOrder([Required, StringLength(80)] string Customer, List<Item> Items, int Copies = 1)
{
    public Shipping Shipping { get; set; } = Shipping.Standard;

    public string? Note { get; init; } = "none";
}

public sealed class Item
{
    public required string Name { get; init; }

    [Range(1, 99)]
    public int Quantity { get; set; } = 1;
}

public static partial class Orders
{
    [HttpPost("/orders")]
    [NeedsDb, NeedsForm]
    public static Task<int> Place(FakeConnection db, NewOrder form, CancellationToken ct) => Task.FromResult(form.Items.Count);

    [HttpPost("/orders/check"), NeedsForm]
    public static bool Check(Form<NewOrder> form) => form.IsValid;
}
