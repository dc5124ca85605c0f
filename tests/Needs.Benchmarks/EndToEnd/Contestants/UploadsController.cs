using Microsoft.AspNetCore.Mvc;
using MySqlConnector;

namespace Needs.Benchmarks.EndToEnd;

[ApiController]
public sealed class UploadsController(MySqlConnection db) : ControllerBase
{
    [HttpPost("/uploads")]
    public Task<Stored> Upload([FromForm] UploadForm form, CancellationToken ct) => Shop.StoreAsync(db, form, ct);
}
