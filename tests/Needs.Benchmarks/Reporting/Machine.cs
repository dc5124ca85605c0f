using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Needs.Benchmarks.Reporting;

/// <summary>What the figures were measured on, and with which versions.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Measured on {DateTime.UtcNow:yyyy-MM-dd} in one run: {Environment.ProcessorCount} cores ({Processor}), {memory:F0} GiB, {RuntimeInformation.OSDescription.Trim()},
            {RuntimeInformation.FrameworkDescription}, {string.Join(", ", Versions)}. The machine is shared: compare within a table, not with another run's.

            """);
    }

    private static IEnumerable<string> Versions =>
        typeof(Machine).Assembly.GetReferencedAssemblies()
            .Where(assembly => assembly.Name is "MySqlConnector" or "Dapper" or "Microsoft.EntityFrameworkCore" or "Pomelo.EntityFrameworkCore.MySql" or "Microsoft.CodeAnalysis")
            .Select(assembly => $"{assembly.Name} {Assembly.Load(assembly).GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}")
            .Order(StringComparer.Ordinal);

    private static string Processor =>
        OperatingSystem.IsLinux() && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line.Split(':', 2)[1].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
}
