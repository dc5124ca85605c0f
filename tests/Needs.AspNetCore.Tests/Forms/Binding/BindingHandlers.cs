using Microsoft.AspNetCore.Mvc;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Forms.Binding;

/// <summary>Handlers that answer with what was bound.</summary>
[Route("/binding")]
public static partial class BindingHandlers
{
    [HttpPost("order"), NeedsDb, NeedsForm]
    public static async Task<NewOrder> Order(FakeConnection db, NewOrder form, CancellationToken ct)
    {
        await Task.Delay(1, ct);
        return form;
    }
}

public sealed record NewOrder(string Customer, int Copies = 1);
