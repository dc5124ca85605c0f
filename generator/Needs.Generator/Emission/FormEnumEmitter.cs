using Microsoft.CodeAnalysis.Text;

namespace Needs.Generator;

/// <summary>Writes the parser of an enum: names only, upper and lower case are the same.</summary>
internal static class FormEnumEmitter
{
    private const string Parsing = FormSource.Runtime + ".FormParsing";

    public static SourceText Emit(FormEnumSpec spec) => FormSource.Write(spec.SuppressedWarnings, writer =>
    {
        writer.Line($"/// <summary>Reads <see cref=\"{spec.Type.Replace('<', '{').Replace('>', '}')}\"/> from the field of a form.</summary>");
        HandlerFile.WriteGeneratedCode(writer);
        var contract = spec.IsFlags ? "IFormFlagsParser" : "IFormParser";
        using var type = writer.Braces($"internal readonly struct {spec.ClassName} : {FormSource.Runtime}.{contract}<{spec.Type}>");
        writer.Line($"public static string Expected => {Literals.Of(Expected(spec))};");
        writer.Line();
        WriteTryParse(spec, writer);
        if (!spec.IsFlags) return;
        writer.Line();
        writer.Line($"public static {spec.Type} Combine({spec.Type} first, {spec.Type} second) => first | second;");
    });

    private static void WriteTryParse(FormEnumSpec spec, SourceWriter writer)
    {
        using var method = writer.Braces($"public static {Parsing} TryParse(string text, out {spec.Type} value)");
        if (!spec.Members.IsEmpty) writer.Line("var name = global::System.MemoryExtensions.Trim(global::System.MemoryExtensions.AsSpan(text));");
        if (!spec.Members.IsEmpty)
        {
            using var lengths = writer.Braces("switch (name.Length)");
            foreach (var length in spec.Members.GroupBy(member => member.FormName.Length).OrderBy(group => group.Key))
            {
                writer.Line($"case {Literals.Of(length.Key)}:");
                using var indented = writer.Indented();
                foreach (var member in length)
                {
                    using var found = writer.Braces(
                        $"if (global::System.MemoryExtensions.Equals(name, {Literals.Of(member.FormName)}, global::System.StringComparison.OrdinalIgnoreCase))");
                    writer.Line($"value = {member.Value};");
                    writer.Line($"return {Parsing}.Ok;");
                }

                writer.Line("break;");
            }
        }

        writer.Line();
        writer.Line("value = default;");
        writer.Line($"return {Parsing}.Invalid;");
    }

    private static string Expected(FormEnumSpec spec)
    {
        const int MostNames = 20;
        return spec.Members.Count is 0 or > MostNames
            ? "one of the values that are offered"
            : $"one of {string.Join(", ", spec.Members.Select(member => member.FormName))}";
    }
}
