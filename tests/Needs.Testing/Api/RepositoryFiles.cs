namespace Needs.Testing;

/// <summary>Finds files of the working copy that the tests were built from.</summary>
public static class RepositoryFiles
{
    private static readonly Lazy<string> Root = new(FindRoot);

    /// <param name="path">A path below the folder of <c>Generators.sln</c>, with slashes.</param>
    public static string PathOf(string path) => Path.Combine(Root.Value, path);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Generators.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has a Generators.sln.");
    }
}
