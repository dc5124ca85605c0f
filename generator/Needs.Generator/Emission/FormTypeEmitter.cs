using Microsoft.CodeAnalysis.Text;

namespace Needs.Generator;

/// <summary>Writes the class that takes the fields of an object, one by one, and then builds it.</summary>
internal sealed class FormTypeEmitter
{
    private const string Runtime = FormSource.Runtime;
    private const string Suppress = "global::System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage";
    private const string Arguments = $"ref {Runtime}.FormName name, global::Needs.FormField field, {Runtime}.FormBinding binding";
    private readonly FormTypeSpec _type;
    private readonly IReadOnlyList<FormMemberNames> _names;
    private readonly FormTargetText _targets = new();
    private readonly SourceWriter _writer;

    private FormTypeEmitter(FormTypeSpec type, SourceWriter writer)
    {
        _type = type;
        _names = FormMemberNames.Of(type);
        _writer = writer;
    }

    public static SourceText Emit(FormTypeSpec type) =>
        FormSource.Write(type.SuppressedWarnings, writer => new FormTypeEmitter(type, writer).Write());

    private void Write()
    {
        _writer.Line("/// <summary>Takes the fields of a form and builds an object of them.</summary>");
        HandlerFile.WriteGeneratedCode(_writer);
        if (_type.HasTrimmedAttributes)
        {
            const string Why = "The attributes are those of the members; they are given values whose types are known here.";
            _writer.Line($"[{Suppress}(\"Trimming\", \"IL2026\", Justification = {Literals.Of(Why)})]");
            _writer.Line($"[{Suppress}(\"AOT\", \"IL3050\", Justification = {Literals.Of(Why)})]");
        }

        using var body = _writer.Braces($"internal sealed class {_type.ClassName} : {Runtime}.IFormTarget<{_type.Type}>");
        new FormFactsEmitter(_type, _names, _writer).Write();
        WriteTargets();
        WriteIsPresent();
        WriteTake();
        new FormBuildEmitter(_type, _names, _writer).Write();
        FormSetterEmitter.Write(_type, _names, _writer);
        WriteAdapters();
    }

    private void WriteTargets()
    {
        for (var i = 0; i < _names.Count; i++) _writer.Line($"private {_targets.Of(_type.Members[i].Target)} {_names[i].Target};");
        if (_names.Count > 0) _writer.Line();
    }

    private void WriteIsPresent()
    {
        if (_names.Count == 0) _writer.Line("public bool IsPresent => false;");
        else if (_names.Count == 1) _writer.Line($"public bool IsPresent => {_names[0].Target}.IsPresent;");
        else
        {
            _writer.Line("public bool IsPresent =>");
            using var indented = _writer.Indented();
            for (var i = 0; i < _names.Count; i++)
                _writer.Line($"{(i == 0 ? "" : "|| ")}{_names[i].Target}.IsPresent{(i == _names.Count - 1 ? ";" : "")}");
        }

        _writer.Line();
    }

    private void WriteTake()
    {
        using (_writer.Braces($"public bool Take({Arguments})"))
        {
            _writer.Line("if (!name.Next()) return false;");
            if (_names.Count > 0)
            {
                using var lengths = _writer.Braces("switch (name.Segment.Length)");
                foreach (var length in Enumerable.Range(0, _names.Count).GroupBy(index => _type.Members[index].FormName.Length).OrderBy(group => group.Key))
                {
                    _writer.Line($"case {Literals.Of(length.Key)}:");
                    using var indented = _writer.Indented();
                    foreach (var i in length)
                        _writer.Line($"if (name.Is({Literals.Of(_type.Members[i].FormName)})) return {_names[i].Target}.Take(ref name, field, binding);");
                    _writer.Line("break;");
                }
            }

            _writer.Line();
            _writer.Line("return false;");
        }

        _writer.Line();
    }

    /// <summary>An adapter may need another, so the list grows on the way.</summary>
    private void WriteAdapters()
    {
        for (var i = 0; i < _targets.Adapters.Count; i++)
        {
            var element = _targets.Adapters[i];
            var inner = _targets.Of(element);
            _writer.Line();
            using var body = _writer.Braces($"private struct {FormTargetText.AdapterName(i)} : {Runtime}.IFormTarget<{element.Type}>");
            _writer.Line($"private {inner} _elements;");
            _writer.Line();
            _writer.Line("public readonly bool IsPresent => _elements.IsPresent;");
            _writer.Line();
            _writer.Line($"public bool Take({Arguments}) => _elements.Take(ref name, field, binding);");
            _writer.Line();
            using var method = _writer.Braces(FormBuildEmitter.Head(element.Type));
            _writer.Line("var isBuilt = _elements.TryBuild(binding, member, out var elements);");
            _writer.Line($"value = isBuilt ? {FormTargetText.Convert(element, "elements!")} : default;");
            _writer.Line("return isBuilt;");
        }
    }
}
