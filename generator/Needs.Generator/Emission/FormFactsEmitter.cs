namespace Needs.Generator;

/// <summary>Writes what is known of an object's members before any form comes: names and validation attributes.</summary>
internal sealed class FormFactsEmitter(FormTypeSpec type, IReadOnlyList<FormMemberNames> names, SourceWriter writer)
{
    private const string Runtime = FormSource.Runtime;
    private const string Validator = "global::System.ComponentModel.DataAnnotations.ValidationAttribute";

    public void Write()
    {
        for (var i = 0; i < names.Count; i++) WriteMember(type.Members[i], names[i]);
        for (var i = 0; i < names.Count; i++)
        {
            if (type.Members[i].Comparison is not { } comparison) continue;
            WriteField("FormComparisonAttribute", names[i].Comparison, FactsOf(comparison.Other), comparison.Settings);
        }

        if (HasFacts(type))
            WriteField("FormType", "Facts", string.Join(", ", names.Select(name => name.Facts)), Setting("Validators", type.Validators));
        if (names.Count > 0) writer.Line();
    }

    /// <summary>Whether the object is judged as a whole.</summary>
    public static bool HasFacts(FormTypeSpec type) => type.ValidatesItself || !type.Validators.IsEmpty;

    private void WriteMember(FormMemberSpec member, FormMemberNames name)
    {
        var arguments = $"{Literals.Of(member.FormName)}, {Literals.Of(member.Name)}";
        if (member is { DisplayName: { } shown, Display: null }) arguments += $", {Literals.Of(shown)}";
        var settings = new List<string>();
        if (member.Display is { } display) settings.Add($"Display = {display}");
        settings.AddRange(Setting("Validators", member.Validators));
        settings.AddRange(Setting("ObjectValidators", member.ObjectValidators));
        WriteField("FormMember", name.Facts, arguments, settings);
    }

    private void WriteField(string kind, string name, string arguments, IEnumerable<string> settings)
    {
        var lines = settings.ToList();
        writer.Line($"private static readonly {Runtime}.{kind} {name} = new({arguments}){(lines.Count == 0 ? ";" : "")}");
        if (lines.Count == 0) return;
        writer.Line("{");
        using (writer.Indented())
            foreach (var line in lines) writer.Line(line + ",");
        writer.Line("};");
    }

    private static IEnumerable<string> Setting(string property, EquatableArray<string> attributes)
    {
        if (!attributes.IsEmpty) yield return $"{property} = new {Validator}[] {{ {string.Join(", ", attributes)} }}";
    }

    private string FactsOf(string member) => names[type.Members.ToList().FindIndex(one => one.Name == member)].Facts;
}
