using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Needs.Binding;

/// <summary>A list: <c>items[0].x</c> in any order and with gaps, <c>ids[0]</c>, and for scalars a repeated <c>ids</c> or <c>ids[]</c>.</summary>
/// <typeparam name="T">The type of an element.</typeparam>
/// <typeparam name="TTarget">Takes an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FormList<T, TTarget> : IFormTarget<List<T>>
    where TTarget : struct, IFormTarget<T>
{
    private FormElements<T, TTarget> _elements;

    /// <inheritdoc/>
    public readonly bool IsPresent => _elements.Count > 0;

    /// <inheritdoc/>
    public bool Take(ref FormName name, FormField field, FormBinding binding) => _elements.Take(ref name, field, binding);

    /// <summary>Builds the list; when nothing was sent it is empty.</summary>
    /// <inheritdoc/>
    public bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out List<T> value)
    {
        value = new List<T>(_elements.Count);
        CollectionsMarshal.SetCount(value, _elements.Count);
        return _elements.TryBuild(binding, member, CollectionsMarshal.AsSpan(value));
    }
}
