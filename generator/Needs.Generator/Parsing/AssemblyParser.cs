using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Generator;

/// <summary>Reads what the mapping of handlers needs to know of a compilation: a small projection of it.</summary>
internal static class AssemblyParser
{
    private const string RuntimeAssembly = "Needs.AspNetCore";

    public static AssemblySpec Parse(Compilation compilation, CancellationToken cancellationToken)
    {
        var hasAspNetCore = compilation.HasNeedsAspNetCore();
        return new AssemblySpec(compilation.AssemblyName ?? "", hasAspNetCore, hasAspNetCore ? References(compilation, cancellationToken) : [])
        {
            HasOpenApi = hasAspNetCore && compilation.HasOpenApi(),
        };
    }

    private static EquatableArray<ReferencedHandlersSpec> References(Compilation compilation, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, ReferencedHandlersSpec>(StringComparer.Ordinal);
        foreach (var reference in compilation.References)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (compilation.GetAssemblyOrModuleSymbol(reference) is not IAssemblySymbol assembly || !UsesRuntime(assembly)) continue;
            foreach (var attribute in assembly.GetAttributes())
            {
                if (attribute.AttributeClass.HasName(AspNetCoreSupport.HandlerEndpointsAttribute)
                    && attribute.ConstructorArguments is [{ Value: INamedTypeSymbol type }, { Value: string method }])
                    found[assembly.Identity.Name] = new ReferencedHandlersSpec(assembly.Identity.Name, Alias(reference), $"{type.ToDisplayString()}.{method}");
            }
        }

        return found.Values.ToEquatableArray();
    }

    private static bool UsesRuntime(IAssemblySymbol assembly)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var reference in module.ReferencedAssemblies)
            {
                if (reference.Name == RuntimeAssembly) return true;
            }
        }

        return false;
    }

    private static string? Alias(MetadataReference reference) =>
        reference.Properties.Aliases is { IsDefaultOrEmpty: false } aliases && !aliases.Contains("global") ? aliases[0] : null;
}
