using Microsoft.CodeAnalysis.Text;

namespace Needs.Generator;

/// <summary>The frame of the files that are generated for forms.</summary>
internal static class FormSource
{
    public const string Runtime = "global::Needs.Binding";

    /// <summary>A friend assembly may have generated a class of the same name: this assembly's own is meant.</summary>
    public static readonly string[] OwnClassIsMeant = ["CS0436"];

    public static SourceText Write(EquatableArray<string> suppressedWarnings, Action<SourceWriter> write)
    {
        var writer = new SourceWriter();
        HandlerFile.WriteHeader(writer, nullable: true, OwnClassIsMeant.Concat(suppressedWarnings));
        writer.Line($"namespace {FormClassNames.Namespace};");
        writer.Line();
        write(writer);
        return writer.ToSourceText();
    }
}
