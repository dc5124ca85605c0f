using Microsoft.AspNetCore.Mvc;

namespace Needs.Benchmarks.Forms;

/// <summary>MVC's own binding.</summary>
[ApiController, Route("/mvc")]
public sealed class MvcController : ControllerBase
{
    [HttpPost("order")]
    public void Order([FromForm] Order form) => Received.Model = form;

    [HttpPost("basket")]
    public void Basket([FromForm] Basket form) => Received.Model = form;

    [HttpPost("upload")]
    public void Upload([FromForm] Upload form) => Received.Model = form;

    [HttpPost("count")]
    public async Task Count([FromForm] Upload form) => Received.Model = await Contents.CountAsync(form.Title, form.Year, form.File.OpenReadStream());
}
