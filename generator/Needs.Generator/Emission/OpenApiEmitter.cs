using Microsoft.CodeAnalysis.Text;

namespace Needs.Generator;

/// <summary>Writes what puts the descriptions of forms into OpenAPI documents; in the application, since the runtime needs no such package.</summary>
internal static class OpenApiEmitter
{
    /// <summary>What a group of endpoints is told, as C#.</summary>
    public const string Convention =
        "global::Microsoft.AspNetCore.Builder.OpenApiEndpointConventionBuilderExtensions.AddOpenApiOperationTransformer("
        + "group, static (operation, context, _) => global::Needs.Generated.FormOpenApi.Describe(operation, context));";

    private const string Models = "global::Microsoft.OpenApi";

    public static SourceText Emit() => FormSource.Write([], writer =>
    {
        writer.Line("/// <summary>Describes the forms of handlers in OpenAPI documents.</summary>");
        HandlerFile.WriteGeneratedCode(writer);
        writer.Line("[global::Microsoft.CodeAnalysis.Embedded]");
        using var type = writer.Braces("internal static class FormOpenApi");
        using var method = writer.Braces(
            $"public static global::System.Threading.Tasks.Task Describe({Models}.OpenApiOperation operation, "
            + "global::Microsoft.AspNetCore.OpenApi.OpenApiOperationTransformerContext context)");
        using (writer.Braces("foreach (var metadata in context.Description.ActionDescriptor.EndpointMetadata)"))
        {
            writer.Line("if (metadata is not global::Needs.AspNetCore.FormDescription description) continue;");
            writer.Line($"var form = {Models}.Reader.OpenApiModelFactory.Parse<{Models}.OpenApiOperation>(");
            writer.Line($"    description.Operation, {Models}.OpenApiSpecVersion.OpenApi3_1, context.Document ?? new {Models}.OpenApiDocument(), out _, \"json\");");
            writer.Line("if (form is null) continue;");
            writer.Line("if (form.RequestBody is not null) operation.RequestBody = form.RequestBody;");
            writer.Line("if (form.Parameters is null) continue;");
            writer.Line($"operation.Parameters ??= new global::System.Collections.Generic.List<{Models}.IOpenApiParameter>();");
            using var each = writer.Braces("foreach (var parameter in form.Parameters)");
            writer.Line("if (!global::System.Linq.Enumerable.Any(operation.Parameters, other => other.Name == parameter.Name && other.In == parameter.In))");
            writer.Line("    operation.Parameters.Add(parameter);");
        }

        writer.Line();
        writer.Line("return global::System.Threading.Tasks.Task.CompletedTask;");
    });
}
