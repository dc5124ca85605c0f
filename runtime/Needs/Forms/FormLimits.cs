using System.Runtime.CompilerServices;

namespace Needs;

/// <summary>
/// How much of a form is read before it is refused. Lengths of text are bytes of UTF-8 after decoding, for every encoding of a form.
/// </summary>
public sealed class FormLimits
{
    /// <summary>The most fields of query and body together, text and files, blank ones included: 1,000 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxFields { get; set => field = Checked(value); } = 1000;

    /// <summary>The most files: 20 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxFiles { get; set => field = Checked(value); } = 20;

    /// <summary>The longest name of a field, in bytes: 256 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxNameLength { get; set => field = Checked(value); } = 256;

    /// <summary>The longest text of one field, in bytes: 1 MiB unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxTextLength { get; set => field = Checked(value); } = 1024 * 1024;

    /// <summary>The longest text of all fields together, names included, in bytes: 4 MiB unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MaxTotalTextLength { get; set => field = Checked(value); } = 4 * 1024 * 1024;

    /// <summary>The deepest nesting of a name that is bound: <c>a.b.c</c> is 3 deep. 8 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxDepth { get; set => field = Checked(value, least: 1); } = 8;

    /// <summary>The most elements of a bound list or dictionary; indices are smaller than it. 1,000 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxCollectionSize { get; set => field = Checked(value); } = 1000;

    /// <summary>The most headers of a part of a multipart body: 8 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1: a part needs one.</exception>
    public int MaxPartHeaders { get; set => field = Checked(value, least: 1); } = 8;

    /// <summary>The longest header of a part, in bytes: 4 KiB unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1: a part needs one.</exception>
    public int MaxPartHeaderLength { get; set => field = Checked(value, least: 1); } = 4096;

    /// <summary>The longest boundary of a multipart body, in bytes: 70 unless set, as RFC 2046 has it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxBoundaryLength { get; set => field = Checked(value, least: 1); } = 70;

    /// <summary>The longest text before the first boundary of a multipart body, in bytes: 1 KiB unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxPreambleLength { get; set => field = Checked(value); } = 1024;

    /// <summary>The largest file, in bytes: 16 MiB unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MaxFileSize { get; set => field = Checked(value); } = 16 * 1024 * 1024;

    /// <summary>
    /// The largest body of a request with a form, in bytes. <see langword="null"/>, as it is unless set, leaves the server's own limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long? MaxBodySize { get; set => field = value is { } size ? Checked(size) : null; }

    /// <summary>How much of a file is kept in memory before it goes to a temporary file, in bytes: 64 KiB unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MemoryThreshold { get; set => field = Checked(value); } = 64 * 1024;

    /// <summary>A copy to change without changing this one.</summary>
    public FormLimits Copy() => (FormLimits)MemberwiseClone();

    private static int Checked(int value, int least = 0, [CallerMemberName] string limit = "") => (int)Checked((long)value, least, limit);

    private static long Checked(long value, long least = 0, [CallerMemberName] string limit = "") =>
        value >= least
            ? value
            : throw new ArgumentOutOfRangeException(limit, value, $"{nameof(FormLimits)}.{limit}: it must be at least {least}.");
}
