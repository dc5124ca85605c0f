using Needs.Forms;

namespace Needs.Generator;

/// <summary>
/// Writes the types of the runtime's targets as they are put together, and what their values are handed over as. Where an element is
/// a collection that the runtime does not build itself, an adapter is needed; it collects them.
/// </summary>
internal sealed class FormTargetText
{
    private const string Runtime = "global::Needs.Binding";
    private const string Generic = "global::System.Collections.Generic";
    private readonly List<FormTargetSpec> _adapters = [];

    /// <summary>The collections that need an adapter, in the order of their numbers; grows while they are written.</summary>
    public IReadOnlyList<FormTargetSpec> Adapters => _adapters;

    public static string AdapterName(int index) => $"Elements{index + 1}";

    /// <summary>The target of a member.</summary>
    public string Of(FormTargetSpec target) => target.Kind switch
    {
        FormTargetKind.Scalar or FormTargetKind.Enum => $"{Runtime}.FormScalar<{target.Type}, {target.By}>",
        FormTargetKind.Flags => $"{Runtime}.FormFlags<{target.Type}, {target.By}>",
        FormTargetKind.Flag => $"{Runtime}.FormFlag",
        FormTargetKind.Object => $"{Runtime}.FormNested<{target.Type}, {target.By}>",
        FormTargetKind.List when target.Collection == FormCollection.Array => $"{Runtime}.FormArray<{ElementTexts(target)}>",
        FormTargetKind.List => $"{Runtime}.FormList<{ElementTexts(target)}>",
        FormTargetKind.Map => $"{Runtime}.FormMap<{target.Key!.Type}, {target.Key.By}, {ElementTexts(target)}>",
        _ => target.By!,
    };

    /// <summary>What a target's value is handed over as.</summary>
    public static string Convert(FormTargetSpec target, string value) => target.Collection switch
    {
        _ when target.Kind != FormTargetKind.List => value,
        FormCollection.HashSet => $"new {Generic}.HashSet<{target.ElementType}>({value})",
        FormCollection.ImmutableArray => $"global::System.Collections.Immutable.ImmutableArray.CreateRange<{target.ElementType}>({value})",
        FormCollection.ImmutableList => $"global::System.Collections.Immutable.ImmutableList.CreateRange<{target.ElementType}>({value})",
        FormCollection.ImmutableHashSet => $"global::System.Collections.Immutable.ImmutableHashSet.CreateRange<{target.ElementType}>({value})",
        _ => value,
    };

    private string ElementTexts(FormTargetSpec target)
    {
        var element = target.Element!;
        if (target.IsElementNullable) return $"{target.ElementType}, {Runtime}.FormNullable<{element.Type}, {OfElement(element)}>";
        return $"{element.Type}, {OfElement(element)}";
    }

    private string OfElement(FormTargetSpec element)
    {
        if (IsBuiltByRuntime(element)) return Of(element);
        var index = _adapters.IndexOf(element);
        if (index < 0)
        {
            index = _adapters.Count;
            _adapters.Add(element);
        }

        return AdapterName(index);
    }

    private static bool IsBuiltByRuntime(FormTargetSpec element) => element.Kind switch
    {
        FormTargetKind.List => element.Collection == FormCollection.Array || element.Type.StartsWith($"{Generic}.List<", StringComparison.Ordinal),
        FormTargetKind.Map => element.Type.StartsWith($"{Generic}.Dictionary<", StringComparison.Ordinal),
        _ => true,
    };
}
