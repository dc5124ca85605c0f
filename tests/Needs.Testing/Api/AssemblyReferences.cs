using System.Reflection;

namespace Needs.Testing;

/// <summary>What an assembly refers to.</summary>
public static class AssemblyReferences
{
    /// <param name="assembly">The assembly.</param>
    /// <param name="frameworkTypes">One type of each framework that does not count: its whole folder is left out.</param>
    public static IEnumerable<string> OutsideTheFramework(Assembly assembly, params Type[] frameworkTypes)
    {
        var folders = frameworkTypes.Select(type => Path.GetDirectoryName(type.Assembly.Location)!).ToList();
        return assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !folders.Any(folder => File.Exists(Path.Combine(folder, $"{name}.dll"))))
            .Order(StringComparer.Ordinal);
    }
}
