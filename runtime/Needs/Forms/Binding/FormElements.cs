using System.Buffers;

namespace Needs.Binding;

/// <summary>The elements of a list while it is bound: by index in any order with gaps, and those that were sent without an index.</summary>
internal struct FormElements<T, TTarget>
    where TTarget : struct, IFormTarget<T>
{
    private const int FirstSize = 16;

    private Element[]? _elements;
    private Dictionary<int, int>? _places;
    private int _largest;
    private int _appended;
    private bool _isUnordered;

    public int Count { get; private set; }

    public bool Take(ref FormName name, FormField field, FormBinding binding)
    {
        if (name.IsEnd) return TTarget.IsScalar && TryAppend(ref name, field, binding);
        if (!name.Next()) return false;
        if (name.IsAppend) return TTarget.IsScalar && name.IsEnd && TryAppend(ref name, field, binding);
        if (!name.TryIndex(out var index)) return false;

        var limit = binding.Limits.MaxCollectionSize;
        if (index >= limit) throw FormException.OverLimit(nameof(FormLimits.MaxCollectionSize), limit);
        var place = Find(index);
        return place >= 0 ? _elements![place].Target.Take(ref name, field, binding) : TryAdd(index, ref name, field, binding);
    }

    public bool TryBuild(FormBinding binding, FormMember member, Span<T> values)
    {
        if (_elements is not { } elements) return true;
        var sent = elements.AsSpan(0, Count);
        if (_isUnordered) sent.Sort(static (one, other) => one.Order.CompareTo(other.Order));

        binding.Enter(member);
        var areBuilt = true;
        for (var i = 0; i < sent.Length; i++)
        {
            binding.Enter(sent[i].Index >= 0 ? sent[i].Index : i);
            areBuilt &= sent[i].Target.TryBuild(binding, member.Element, out values[i]!);
            binding.Leave();
        }

        binding.Leave();
        Release(elements);
        return areBuilt;
    }

    private bool TryAppend(ref FormName name, FormField field, FormBinding binding) => TryAdd(~_appended, ref name, field, binding);

    private bool TryAdd(int index, ref FormName name, FormField field, FormBinding binding)
    {
        var target = default(TTarget);
        if (!target.Take(ref name, field, binding)) return false;
        if (!target.IsPresent) return true;

        var limit = binding.Limits.MaxCollectionSize;
        if (Count >= limit) throw FormException.OverLimit(nameof(FormLimits.MaxCollectionSize), limit);
        if (_elements is null || Count == _elements.Length) Grow();
        _places?.Add(index, Count);
        if (index < 0) _appended++;
        else if (Count == 0 || index > _largest) _largest = index;
        else _isUnordered = true;
        _isUnordered |= index >= 0 && _appended > 0;
        _elements![Count++] = new Element { Index = index, Target = target };
        return true;
    }

    /// <summary>Most forms are sent in order and without gaps, so that a place is an index.</summary>
    private int Find(int index)
    {
        if (Count == 0 || index > _largest) return -1;
        if (index < Count && _elements![index].Index == index) return index;
        if (_elements![Count - 1].Index == index) return Count - 1;
        if (_places is null)
        {
            _places = [];
            for (var i = 0; i < Count; i++) _places.Add(_elements[i].Index, i);
        }

        return _places.GetValueOrDefault(index, -1);
    }

    private void Grow()
    {
        var larger = ArrayPool<Element>.Shared.Rent(Math.Max(FirstSize, Count * 2));
        if (_elements is { } elements)
        {
            elements.AsSpan(0, Count).CopyTo(larger);
            Release(elements);
        }

        _elements = larger;
    }

    private void Release(Element[] elements)
    {
        elements.AsSpan(0, Count).Clear();
        ArrayPool<Element>.Shared.Return(elements);
        _elements = null;
    }

    private struct Element
    {
        /// <summary>The index that was sent; for an element without one the complement of how many such came before it.</summary>
        public int Index;
        public TTarget Target;

        /// <summary>Elements without an index follow those with one.</summary>
        public readonly long Order => Index >= 0 ? Index : int.MaxValue + (long)~Index;
    }
}
