using System.Reflection;
using Xunit;

namespace Needs.Testing;

/// <summary>
/// Holds an assembly to the public API that a text file says it has. After a change that is meant, run the test with the environment
/// variable <c>NEEDS_ACCEPT_API=1</c> and commit the file.
/// </summary>
public static class PublicApi
{
    /// <param name="assembly">The assembly.</param>
    /// <param name="path">The text file's path in the repository.</param>
    public static void Verify(Assembly assembly, string path)
    {
        var file = RepositoryFiles.PathOf(path);
        var actual = Describe(assembly);
        if (Environment.GetEnvironmentVariable("NEEDS_ACCEPT_API") == "1") File.WriteAllText(file, actual);
        var agreed = File.Exists(file) ? File.ReadAllText(file) : "";

        var before = agreed.Split('\n').ToHashSet();
        var now = actual.Split('\n').ToHashSet();
        var changes = now.Except(before).Select(line => "+ " + line).Concat(before.Except(now).Select(line => "- " + line)).ToList();
        Assert.True(
            agreed == actual,
            $"The public API is not what {path} says; if that is meant, run with NEEDS_ACCEPT_API=1.\n{string.Join('\n', changes)}");
    }

    /// <summary>One line per public type and member, sorted, so that a change of the API is a readable change of the text.</summary>
    public static string Describe(Assembly assembly) =>
        string.Concat(assembly.GetExportedTypes()
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(ApiText.Lines)
            .Select(line => line + "\n"));
}
