namespace Needs.Binding;

/// <summary>Decides which of several values is that of a scalar: the body's outweigh the query's, then the rule for duplicates.</summary>
internal struct Occurrence
{
    private FormSource _source;

    public bool IsRepeated { get; private set; }

    /// <summary>Whether the value of a field takes the place of what is there.</summary>
    public bool Admits(FormField field, DuplicateValues duplicates)
    {
        if (Outweighs(field)) return true;
        if (field.Source < _source) return false;
        IsRepeated |= duplicates == DuplicateValues.Error;
        return duplicates == DuplicateValues.Last;
    }

    /// <summary>Whether a field is the first, or the first of the body after those of the query.</summary>
    public bool Outweighs(FormField field)
    {
        if (field.Source <= _source) return false;
        _source = field.Source;
        IsRepeated = false;
        return true;
    }

    /// <summary>Whether a field comes from where a value that counts came from.</summary>
    public readonly bool IsAmong(FormField field) => field.Source == _source;
}
