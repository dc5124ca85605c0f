namespace Needs.Analyzers.Flow;

/// <summary>
/// Lets straight code take each of several ways: a statement is evaluated again with the next combination of choices until all were taken.
/// </summary>
internal sealed class Choices
{
    private const int MaxCombinations = 32;

    private readonly List<(int Taken, int Count)> _script = [];
    private int _position;
    private int _combinations;

    public void Reset()
    {
        _script.Clear();
        _position = 0;
        _combinations = 0;
    }

    /// <summary>One of <paramref name="count"/> ways, numbered from 0.</summary>
    public int Choose(int count)
    {
        if (count <= 1)
            return 0;
        if (_position == _script.Count)
            _script.Add((0, count));
        return Math.Min(_script[_position++].Taken, count - 1);
    }

    /// <summary>Goes to the next combination.</summary>
    /// <returns>False if all were taken.</returns>
    public bool Advance()
    {
        _position = 0;
        if (++_combinations >= MaxCombinations)
            return false;

        while (_script.Count > 0)
        {
            var (taken, count) = _script[^1];
            _script.RemoveAt(_script.Count - 1);
            if (taken + 1 < count)
            {
                _script.Add((taken + 1, count));
                return true;
            }
        }

        return false;
    }
}
