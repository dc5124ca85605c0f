namespace Needs;

/// <summary>Counts what one form, query and body together, has used of its <see cref="FormLimits"/>. Not for use by two threads at once.</summary>
/// <param name="limits">The limits; not changed while the form is read.</param>
public sealed class FormBudget(FormLimits limits)
{
    /// <summary>The limits that are counted against.</summary>
    public FormLimits Limits { get; } = limits ?? throw new ArgumentNullException(nameof(limits));

    /// <summary>The fields counted so far, files included.</summary>
    public int FieldCount { get; private set; }

    /// <summary>The files counted so far.</summary>
    public int FileCount { get; private set; }

    /// <summary>The text counted so far, in bytes.</summary>
    public long TextLength { get; private set; }

    /// <summary>Counts a text field.</summary>
    /// <exception cref="FormException">It is one too many.</exception>
    public void AddField()
    {
        if (FieldCount >= Limits.MaxFields) throw FormException.OverLimit(nameof(FormLimits.MaxFields), Limits.MaxFields);
        FieldCount++;
    }

    /// <summary>Counts a file, which is also a field.</summary>
    /// <exception cref="FormException">It is one too many.</exception>
    public void AddFile()
    {
        AddField();
        if (FileCount >= Limits.MaxFiles) throw FormException.OverLimit(nameof(FormLimits.MaxFiles), Limits.MaxFiles);
        FileCount++;
    }

    /// <summary>Counts a name that was read.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="FormException">It is too long, or all text together is.</exception>
    public void AddName(int length)
    {
        CheckName(length);
        TextLength += length;
    }

    /// <summary>Counts the text of a field that was read.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="FormException">It is too long, or all text together is.</exception>
    public void AddText(int length)
    {
        CheckText(length);
        TextLength += length;
    }

    /// <summary>Checks a name that is still being read, without counting it.</summary>
    /// <param name="length">Its length so far, in bytes.</param>
    /// <exception cref="FormException">It is too long already, or all text together is.</exception>
    public void CheckName(long length) => Check(length, nameof(FormLimits.MaxNameLength), Limits.MaxNameLength);

    /// <summary>Checks the text of a field that is still being read, without counting it.</summary>
    /// <param name="length">Its length so far, in bytes.</param>
    /// <exception cref="FormException">It is too long already, or all text together is.</exception>
    public void CheckText(long length) => Check(length, nameof(FormLimits.MaxTextLength), Limits.MaxTextLength);

    // The limit that was passed first is named, so that the answer does not depend on the size of the pieces that arrive.
    private void Check(long length, string limit, int most)
    {
        var left = Limits.MaxTotalTextLength - TextLength;
        if (length > most && most <= left) throw FormException.OverLimit(limit, most);
        if (length > left) throw FormException.OverLimit(nameof(FormLimits.MaxTotalTextLength), Limits.MaxTotalTextLength);
    }
}
