using Microsoft.AspNetCore.Http;

namespace Needs.Benchmarks.Forms;

/// <summary>A form with a file.</summary>
public sealed class Upload
{
    public string Title { get; set; } = "";

    public int Year { get; set; }

    public IFormFile File { get; set; } = null!;
}
