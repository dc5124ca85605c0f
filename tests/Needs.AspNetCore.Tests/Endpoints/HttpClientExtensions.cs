namespace Needs.AspNetCore.Tests.Endpoints;

internal static class HttpClientExtensions
{
    /// <summary>The text of the answer, whatever its status.</summary>
    public static async Task<string> GetStringAnywayAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return await response.Content.ReadAsStringAsync();
    }
}
