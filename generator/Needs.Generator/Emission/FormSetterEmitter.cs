using Needs.Forms;

namespace Needs.Generator;

/// <summary>Writes the calls of <c>init</c> accessors of members that keep their initial value when nothing is sent.</summary>
internal static class FormSetterEmitter
{
    private const string Compiler = "global::System.Runtime.CompilerServices";
    private const string Accessor = $"{Compiler}.UnsafeAccessor({Compiler}.UnsafeAccessorKind.Method, Name = ";

    public static void Write(FormTypeSpec type, IReadOnlyList<FormMemberNames> names, SourceWriter writer)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (type.Members[i] is not { Place: FormPlace.PastInit, Accessor: { } accessor }) continue;
            writer.Line();
            if (accessor.TypeArguments.Length == 0)
            {
                WriteMethod("private", names[i].Setter, accessor, writer);
                continue;
            }

            writer.Line($"private static class {ClassOf(names[i])}{accessor.TypeParameters}");
            using (writer.Indented())
                foreach (var constraint in accessor.Constraints) writer.Line(constraint);
            using var body = writer.Braces();
            WriteMethod("internal", names[i].Setter, accessor, writer);
        }
    }

    public static string Call(FormAccessorSpec accessor, FormMemberNames name)
    {
        var owner = accessor.TypeArguments.Length == 0 ? "" : $"{ClassOf(name)}{accessor.TypeArguments}.";
        return $"{owner}{name.Setter}({(accessor.IsStruct ? "ref " : "")}value, {name.Local});";
    }

    private static void WriteMethod(string accessibility, string name, FormAccessorSpec accessor, SourceWriter writer)
    {
        writer.Line($"[{Accessor}{Literals.Of(accessor.Method)})]");
        writer.Line($"{accessibility} static extern void {name}({(accessor.IsStruct ? "ref " : "")}{accessor.Type} target, {accessor.ValueType} value);");
    }

    private static string ClassOf(FormMemberNames name) => name.Setter + "Of";
}
