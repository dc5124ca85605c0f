using Needs.Testing;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Tests that look at the temporary files of the process, one after another.</summary>
[CollectionDefinition(nameof(Uploads))]
public sealed class Uploads
{
    /// <summary>The temporary files that are open. They have no name in their folder any more.</summary>
    public static IReadOnlyList<string> Open() =>
        [.. Directory.GetFiles("/proc/self/fd").Where(file => NameOf(file).Contains(".upload", StringComparison.Ordinal))];

    public static Task AssertNoneAsync() =>
        Eventually.IsTrueAsync(() => Open().Count == 0 && Directory.GetFiles(Path.GetTempPath(), "needs-*.upload").Length == 0);

    private static string NameOf(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
