using Needs.Forms;

namespace Needs.Generator;

/// <summary>Writes how an object is built of what was taken: its members first, each with all that is wrong with it, then itself.</summary>
internal sealed class FormBuildEmitter(FormTypeSpec type, IReadOnlyList<FormMemberNames> names, SourceWriter writer)
{
    private const string Runtime = FormSource.Runtime;
    private const string Maybe = "[global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)]";

    /// <summary>The head of the method that builds a value of a type.</summary>
    public static string Head(string type) =>
        $"public bool TryBuild({Runtime}.FormBinding binding, {Runtime}.FormMember member, {Maybe} out {type} value)";

    public void Write()
    {
        using var body = writer.Braces(Head(type.Type));
        if (FormFactsEmitter.HasFacts(type)) writer.Line("var failures = binding.Failures;");
        writer.Line("var isBuilt = true;");
        for (var i = 0; i < names.Count; i++) WriteMember(type.Members[i], names[i]);
        WriteComparisons();
        writer.Line();
        using (writer.Braces("if (!isBuilt)"))
        {
            writer.Line("value = default;");
            writer.Line("return false;");
        }

        writer.Line();
        WriteCreation();
        WriteSettings();
        WriteValidation();
        writer.Line("return true;");
    }

    private void WriteMember(FormMemberSpec member, FormMemberNames name)
    {
        if (IsCompared(member)) writer.Line($"var {name.IsBuilt} = true;");
        var convert = FormTargetText.Convert(member.Target, name.Built);
        var isAlwaysBuilt = member.Absence is (FormAbsence.Required or FormAbsence.Empty or FormAbsence.Built) && !MustBeSent(member);
        if (isAlwaysBuilt && convert == name.Built && member.Type == member.Target.Type)
            WriteAlwaysBuilt(member, name);
        else
            WriteBuiltWhenSent(member, name, convert);
    }

    private void WriteAlwaysBuilt(FormMemberSpec member, FormMemberNames name)
    {
        var failed = Failed(member, name);
        writer.Line($"if (!{name.Target}.TryBuild(binding, {name.Facts}, out var {name.Local})) {failed}");
        if (!member.Validators.IsEmpty) writer.Line($"else {Validation(member, name)}");
    }

    private void WriteBuiltWhenSent(FormMemberSpec member, FormMemberNames name, string convert)
    {
        writer.Line($"{member.Type} {name.Local} = {member.Default ?? "default"};");
        var build = $"if ({name.Target}.TryBuild(binding, {name.Facts}, out var {name.Built}))";
        if (MustBeSent(member))
        {
            using (writer.Braces($"if (!{name.Target}.IsPresent)"))
            {
                writer.Line($"binding.FailRequired({name.Facts});");
                writer.Line(Failed(member, name));
            }

            build = "else " + build;
        }

        if (member.Absence is FormAbsence.Default or FormAbsence.Nothing or FormAbsence.Kept)
        {
            var absent = member.Validators.IsEmpty || member.Absence == FormAbsence.Kept ? null : Validation(member, name);
            using (writer.Braces($"if ({name.Target}.IsPresent)")) WriteBuild(build, member, name, convert);
            if (absent is not null) writer.Line($"else {absent}");
            return;
        }

        WriteBuild(build, member, name, convert);
    }

    private void WriteBuild(string head, FormMemberSpec member, FormMemberNames name, string convert)
    {
        using (writer.Braces(head))
        {
            writer.Line($"{name.Local} = {convert};");
            if (!member.Validators.IsEmpty) writer.Line(Validation(member, name));
        }

        writer.Line($"else {Failed(member, name)}");
    }

    /// <summary>A constructor is not called with an argument that is known to be wrong: it may throw.</summary>
    private static string Validation(FormMemberSpec member, FormMemberNames name) => member.Place == FormPlace.Constructor
        ? $"if (!binding.Validate({name.Facts}, {name.Local})) isBuilt = false;"
        : $"binding.Validate({name.Facts}, {name.Local});";

    private string Failed(FormMemberSpec member, FormMemberNames name) => IsCompared(member) ? $"isBuilt = {name.IsBuilt} = false;" : "isBuilt = false;";

    /// <summary>Whether the target would build something of nothing, which is not enough for the member.</summary>
    private static bool MustBeSent(FormMemberSpec member) =>
        member.Absence == FormAbsence.Required && member.Target.Kind is (FormTargetKind.List or FormTargetKind.Map or FormTargetKind.Object or FormTargetKind.Flag);

    private bool IsCompared(FormMemberSpec member) =>
        Comparisons(afterwards: false).Any(pair => type.Members[pair.Member] == member || type.Members[pair.Other] == member);

    private void WriteComparisons()
    {
        foreach (var (i, other) in Comparisons(afterwards: false))
        {
            var (one, two) = (names[i], names[other]);
            writer.Line($"if ({one.IsBuilt} && {two.IsBuilt}) binding.Compare({one.Facts}, {one.Local}, {one.Comparison}, {two.Local});");
        }
    }

    /// <summary>What may be left as the constructor has it is compared when the object is there.</summary>
    private IEnumerable<(int Member, int Other)> Comparisons(bool afterwards)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (type.Members[i].Comparison is not { } comparison) continue;
            var other = type.Members.ToList().FindIndex(one => one.Name == comparison.Other);
            if (afterwards == (MayBeKept(type.Members[i]) || MayBeKept(type.Members[other]))) yield return (i, other);
        }
    }

    private static bool MayBeKept(FormMemberSpec member) => member is { Absence: FormAbsence.Kept, Property: not null };

    private string Value(int i) => type.Members[i].Property is { } property ? $"value.{property}" : names[i].Local;

    private void WriteCreation()
    {
        var members = Enumerable.Range(0, names.Count).ToList();
        var arguments = string.Join(", ", members.Where(i => type.Members[i].Place == FormPlace.Constructor).Select(i => names[i].Local));
        var initialized = members.Where(i => type.Members[i].Place == FormPlace.Initializer || type.Members[i].IsSetAgain).ToList();
        writer.Line($"value = new {type.Type}({arguments}){(initialized.Count == 0 ? ";" : "")}");
        if (initialized.Count == 0) return;
        writer.Line("{");
        using (writer.Indented())
            foreach (var i in initialized) writer.Line($"{Identifiers.Escape(type.Members[i].Name)} = {names[i].Local},");
        writer.Line("};");
    }

    private void WriteSettings()
    {
        for (var i = 0; i < names.Count; i++)
        {
            var set = type.Members[i].Place switch
            {
                FormPlace.Afterwards => $"value.{Identifiers.Escape(type.Members[i].Name)} = {names[i].Local};",
                FormPlace.PastInit => FormSetterEmitter.Call(type.Members[i].Accessor!, names[i]),
                _ => null,
            };
            if (set is not null) writer.Line($"if ({names[i].Target}.IsPresent) {set}");
        }
    }

    private void WriteValidation()
    {
        for (var i = 0; i < names.Count; i++)
        {
            var member = type.Members[i];
            var value = Value(i);
            if (member.Absence == FormAbsence.Kept && !member.Validators.IsEmpty && member.Property is not null)
                writer.Line($"if (!{names[i].Target}.IsPresent) binding.Validate({names[i].Facts}, {value});");
            if (!member.ObjectValidators.IsEmpty) writer.Line($"binding.ValidateIn({names[i].Facts}, {value}, value);");
        }

        foreach (var (i, other) in Comparisons(afterwards: true))
            writer.Line($"binding.Compare({names[i].Facts}, {Value(i)}, {names[i].Comparison}, {Value(other)});");
        if (FormFactsEmitter.HasFacts(type)) writer.Line("if (binding.Failures == failures) binding.ValidateObject(value, Facts);");
    }
}
