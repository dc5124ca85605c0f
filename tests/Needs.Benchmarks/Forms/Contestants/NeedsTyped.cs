using Microsoft.AspNetCore.Mvc;

namespace Needs.Benchmarks.Forms;

/// <summary>What all of this is about.</summary>
[Route("/needs")]
public static partial class NeedsTyped
{
    [HttpPost("order")]
    public static void Order([NeedsForm] Order form) => Received.Model = form;

    [HttpPost("basket")]
    public static void Basket([NeedsForm] Basket form) => Received.Model = form;

    [HttpPost("upload")]
    public static void Upload([NeedsForm] Upload form) => Received.Model = form;
}
