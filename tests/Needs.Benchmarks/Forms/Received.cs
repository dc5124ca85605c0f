using System.Text.Json;

namespace Needs.Benchmarks.Forms;

/// <summary>Where each contestant's handler puts what it was given.</summary>
public static class Received
{
    public static object? Model { get; set; }

    /// <summary>The model as text, to compare; a file by its content.</summary>
    public static string Describe() => Model switch
    {
        null => "nothing",
        Upload upload => $"{upload.Title}, {upload.Year}, {upload.File.FileName}: {Text(upload.File.OpenReadStream())}",
        var model => JsonSerializer.Serialize(model, model.GetType()),
    };

    private static string Text(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
