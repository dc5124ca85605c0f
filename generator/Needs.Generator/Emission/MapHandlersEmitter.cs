using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Needs.Generator;

/// <summary>
/// Writes how the handlers of an assembly are mapped: <c>MapHandlers()</c> for its own use, which also maps those of the assemblies that it
/// references, and one for others that names the assembly.
/// </summary>
internal static class MapHandlersEmitter
{
    private const string Builder = "global::Microsoft.AspNetCore.Routing.IEndpointRouteBuilder";
    private const string Group = "global::Microsoft.AspNetCore.Routing.RouteGroupBuilder";
    private const string MapGroup = "global::Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGroup(endpoints, \"\")";

    public static SourceText Emit(AssemblySpec assembly, IReadOnlyList<MappedHandlerSpec> handlers)
    {
        var writer = new SourceWriter();
        HandlerFile.WriteHeader(writer, nullable: true, handlers.SelectMany(handler => handler.SuppressedWarnings).Distinct().OrderBy(id => id, StringComparer.Ordinal));
        foreach (var alias in assembly.References.Select(reference => reference.Alias).OfType<string>().Distinct())
            writer.Line($"extern alias {alias};");
        if (handlers.Count > 0)
            writer.Line($"[assembly: global::Needs.AspNetCore.HandlerEndpoints(typeof(global::Microsoft.AspNetCore.Builder.{ClassName(assembly.Name)}), \"{MethodName(assembly.Name)}\")]");

        writer.Line();
        using (writer.Braces("namespace Microsoft.AspNetCore.Builder"))
        {
            WriteForThisAssembly(writer, assembly, handlers);
            if (handlers.Count > 0) WriteForOthers(writer, assembly, handlers);
        }

        WriteEmbeddedAttribute(writer);
        return writer.ToSourceText();
    }

    private static void WriteForThisAssembly(SourceWriter writer, AssemblySpec assembly, IReadOnlyList<MappedHandlerSpec> handlers)
    {
        writer.Line("/// <summary>Maps handlers. For this assembly only: others have their own.</summary>");
        HandlerFile.WriteGeneratedCode(writer);
        writer.Line("[global::Microsoft.CodeAnalysis.Embedded]");
        using var type = writer.Braces("internal static class HandlerEndpoints");
        writer.Line("/// <summary>");
        writer.Line("/// Maps every handler that has a route, those of referenced assemblies included, and checks that their databases are registered.");
        writer.Line("/// </summary>");
        writer.Line("/// <param name=\"endpoints\">Where to: the application or a group.</param>");
        writer.Line("/// <returns>The handlers as a group, for conventions on all of them.</returns>");
        writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">A database that a handler needs is not registered.</exception>");
        using var body = writer.Braces($"internal static {Group} MapHandlers(this {Builder} endpoints)");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(endpoints);");
        writer.Line($"var group = {MapGroup};");
        if (assembly.HasOpenApi) writer.Line(OpenApiEmitter.Convention);
        if (handlers.Count > 0) writer.Line($"group.{MethodName(assembly.Name)}();");
        foreach (var reference in assembly.References) writer.Line($"{reference.Alias ?? "global"}::{reference.Method}(group);");
        writer.Line("return group;");
    }

    /// <summary>The compiler hides what carries it from other assemblies, also from friends that have a <c>MapHandlers</c> of their own.</summary>
    private static void WriteEmbeddedAttribute(SourceWriter writer)
    {
        writer.Line();
        using var space = writer.Braces("namespace Microsoft.CodeAnalysis");
        using var type = writer.Braces("internal sealed partial class EmbeddedAttribute : global::System.Attribute");
    }

    private static void WriteForOthers(SourceWriter writer, AssemblySpec assembly, IReadOnlyList<MappedHandlerSpec> handlers)
    {
        writer.Line();
        writer.Line($"/// <summary>Maps the handlers of the assembly {WrapperSignature.Escape(assembly.Name)}.</summary>");
        HandlerFile.WriteGeneratedCode(writer);
        using var type = writer.Braces($"public static class {ClassName(assembly.Name)}");
        writer.Line($"/// <summary>Maps every handler of the assembly {WrapperSignature.Escape(assembly.Name)} that has a route, and none of other assemblies.</summary>");
        writer.Line("/// <param name=\"endpoints\">Where to: the application or a group.</param>");
        writer.Line("/// <returns>The handlers as a group, for conventions on all of them.</returns>");
        writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">A database that a handler needs is not registered.</exception>");
        using var body = writer.Braces($"public static {Group} {MethodName(assembly.Name)}(this {Builder} endpoints)");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(endpoints);");
        writer.Line($"var group = {MapGroup};");
        if (assembly.HasOpenApi) writer.Line(OpenApiEmitter.Convention);
        foreach (var handler in handlers.OrderBy(handler => handler.Method, StringComparer.Ordinal)) writer.Line($"{handler.Method}(group);");
        writer.Line("return group;");
    }

    /// <summary>Another one for each assembly, so that an application can reference any two of them.</summary>
    private static string ClassName(string assembly)
    {
        var name = new StringBuilder();
        foreach (var c in assembly)
        {
            if (char.IsLetterOrDigit(c)) name.Append(c);
            else if (c == '.') name.Append('_');
            else name.Append("_u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return StartSafely(name.Append("_HandlerEndpoints").ToString());
    }

    private static string MethodName(string assembly) => $"Map{string.Concat(assembly.Where(char.IsLetterOrDigit))}Handlers";

    private static string StartSafely(string name) => char.IsDigit(name[0]) ? "_" + name : name;
}
