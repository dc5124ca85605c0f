using System.ComponentModel;

namespace Needs.Binding;

/// <summary>
/// Reads the name of a field piece by piece, as it is matched: <c>a.b</c>, <c>a[b]</c>, <c>items[0].x</c>, <c>ids[]</c>. A malformed name
/// has no next piece and no end, so it is nobody's.
/// </summary>
/// <param name="name">The name.</param>
/// <param name="maxDepth">How many pieces may be read.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct FormName(ReadOnlySpan<char> name, int maxDepth)
{
    private ReadOnlySpan<char> _rest = name;
    private int _depth;
    private bool _isBracketed;

    /// <summary>The piece that was read last.</summary>
    public ReadOnlySpan<char> Segment { get; private set; }

    /// <summary>Whether there is nothing after that piece.</summary>
    public readonly bool IsEnd => _rest.IsEmpty;

    /// <summary>Whether the piece is <c>[]</c>, the next element of a list.</summary>
    public readonly bool IsAppend => _isBracketed && Segment.IsEmpty;

    /// <summary>Reads the next piece.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="FormException">The name is deeper than it may be.</exception>
    public bool Next()
    {
        var rest = _rest;
        if (rest.IsEmpty) return false;
        _isBracketed = _depth > 0 && rest[0] == '[';
        if (_isBracketed) return NextInBrackets(rest[1..]);
        if (_depth > 0)
        {
            if (rest[0] != '.') return false;
            rest = rest[1..];
        }

        var end = rest.IndexOfAny('.', '[');
        if (end < 0) end = rest.Length;
        return end > 0 && Accept(rest, end, end);
    }

    /// <summary>Whether the piece is that name; upper and lower case are the same.</summary>
    /// <param name="name">The name.</param>
    public readonly bool Is(string name) => Segment.SequenceEqual(name) || Segment.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the piece as the index of an element, <c>[0]</c>.</summary>
    /// <param name="index">The index; the largest number there is when the piece is a larger one.</param>
    /// <returns>Whether it is one.</returns>
    public readonly bool TryIndex(out int index)
    {
        index = 0;
        if (!_isBracketed || Segment.IsEmpty || Segment.IndexOfAnyExceptInRange('0', '9') >= 0) return false;
        foreach (var digit in Segment) index = (int)Math.Min((index * 10L) + (digit - '0'), int.MaxValue);
        return true;
    }

    /// <summary>Whether two names are the same, however they are written.</summary>
    internal static bool AreSame(string first, string second)
    {
        if (string.Equals(first, second, StringComparison.OrdinalIgnoreCase)) return true;
        var one = new FormName(first, int.MaxValue);
        var other = new FormName(second, int.MaxValue);
        while (one.Next())
            if (!other.Next() || !one.Segment.Equals(other.Segment, StringComparison.OrdinalIgnoreCase)) return false;
        return one.IsEnd && other.IsEnd;
    }

    /// <summary>Reads a prefix, which counts for nothing in the depth.</summary>
    internal bool Skip(string prefix)
    {
        var wanted = new FormName(prefix, int.MaxValue);
        while (wanted.Next())
        {
            if (!Next() || !Segment.Equals(wanted.Segment, StringComparison.OrdinalIgnoreCase)) return false;
            maxDepth++;
        }

        return wanted.IsEnd;
    }

    private bool NextInBrackets(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(']');
        return end >= 0 && Accept(rest, end, end + 1);
    }

    private bool Accept(ReadOnlySpan<char> rest, int end, int next)
    {
        if (++_depth > maxDepth) throw FormException.OverLimit(nameof(FormLimits.MaxDepth), maxDepth);
        Segment = rest[..end];
        _rest = rest[next..];
        return true;
    }
}
