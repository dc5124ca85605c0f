using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Needs;

/// <summary>
/// Reads <c>application/x-www-form-urlencoded</c> as it arrives, by the parser of the WHATWG URL standard: only <c>&amp;</c> separates
/// pairs, only the first <c>=</c> separates name and value, what can't be decoded as UTF-8 becomes U+FFFD. The result is the same however
/// the input is cut.
/// </summary>
/// <remarks>
/// Takes time in proportion to the input, and memory within the limits. Nothing is held of a pair once it is read, but a few short
/// names that the next form probably has, too. Not for use by two threads at once.
/// </remarks>
public sealed class UrlEncodedFormReader : IDisposable
{
    private const int FirstBufferSize = 256;

    private static readonly SearchValues<byte> SpecialInName = SearchValues.Create("&=+%"u8);
    private static readonly SearchValues<byte> SpecialInValue = SearchValues.Create("&+%"u8);

    private readonly FormData _form;
    private readonly FormSource _source;
    private readonly FormBudget _budget;
    private readonly bool _strict;
    private byte[] _buffer = [];
    private int _length;
    private string? _name;
    private Escape _escape;
    private byte _firstDigit;

    /// <summary>Begins to read.</summary>
    /// <param name="form">The form that the fields are appended to, each as soon as it is complete.</param>
    /// <param name="source">What is read: the query or the body.</param>
    /// <param name="budget">What the form may still use.</param>
    /// <param name="strict">Whether to refuse what the standard forgives: a pair without <c>=</c>, a broken escape, broken UTF-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">The source is neither the query nor the body.</exception>
    public UrlEncodedFormReader(FormData form, FormSource source, FormBudget budget, bool strict = false)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(budget);
        if (source is not (FormSource.Query or FormSource.Body))
            throw new ArgumentOutOfRangeException(nameof(source), source, "A field comes from the query or from the body.");
        _form = form;
        _source = source;
        _budget = budget;
        _strict = strict;
    }

    private enum Escape
    {
        None,
        Percent,
        Digit,
    }

    /// <summary>Reads the next piece of the input. The piece is not used after the call.</summary>
    /// <param name="piece">The bytes; may be empty.</param>
    /// <exception cref="FormException">A limit is passed, or the input is malformed and the reading strict. Read no further.</exception>
    public void Read(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            if (_escape != Escape.None && TryContinueEscape(piece[0]))
            {
                piece = piece[1..];
                continue;
            }

            if (piece[0] == '&' && _length == 0 && _name is null)
            {
                piece = piece.TrimStart((byte)'&');
                continue;
            }

            var plain = piece.IndexOfAny(_name is null ? SpecialInName : SpecialInValue);
            if (plain < 0)
            {
                Keep(piece);
                return;
            }

            var special = piece[plain];
            if (special is (byte)'&' or (byte)'=') End(piece[..plain], special);
            else
            {
                Keep(piece[..plain]);
                if (special == '+') Keep(" "u8);
                else _escape = Escape.Percent;
            }

            piece = piece[(plain + 1)..];
        }
    }

    /// <summary>Reads the end of the input: the last pair is complete.</summary>
    /// <exception cref="FormException">A limit is passed, or the input is malformed and the reading strict.</exception>
    public void Complete()
    {
        EndEscape();
        End([], (byte)'&');
    }

    /// <summary>Gives the buffer back. What was read stays.</summary>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
    }

    private bool TryContinueEscape(byte next)
    {
        if (!char.IsAsciiHexDigit((char)next))
        {
            EndEscape();
            return false;
        }

        if (_escape == Escape.Percent)
        {
            _firstDigit = next;
            _escape = Escape.Digit;
        }
        else
        {
            _escape = Escape.None;
            Keep([(byte)((Value(_firstDigit) << 4) | Value(next))]);
        }

        return true;
    }

    private void EndEscape()
    {
        if (_escape == Escape.None) return;
        if (_strict) throw FormException.Malformed("The form has a '%' that two hexadecimal digits do not follow.");
        if (_escape == Escape.Percent) Keep("%"u8);
        else Keep([(byte)'%', _firstDigit]);
        _escape = Escape.None;
    }

    private void End(ReadOnlySpan<byte> tail, byte delimiter)
    {
        if (_length > 0)
        {
            Keep(tail);
            tail = _buffer.AsSpan(0, _length);
        }
        else
        {
            Check(tail.Length);
        }

        if (delimiter == '=') EndName(tail);
        else if (_name is not null) EndPair(_name, tail);
        else if (!tail.IsEmpty) EndNameAlone(tail);
        _length = 0;
    }

    private void EndName(ReadOnlySpan<byte> name)
    {
        _budget.AddField();
        _budget.AddName(name.Length);
        _name = KnownNames.Find(name) ?? Decode(name);
    }

    private void EndNameAlone(ReadOnlySpan<byte> name)
    {
        if (_strict) throw FormException.Malformed("The form has a name without '='.");
        EndName(name);
        EndPair(_name!, []);
    }

    private void EndPair(string name, ReadOnlySpan<byte> value)
    {
        _budget.AddText(value.Length);
        _form.Add(new FormField(name, Decode(value), _source));
        _name = null;
    }

    private string Decode(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text)) return Encoding.Latin1.GetString(text);
        if (_strict && !Utf8.IsValid(text)) throw FormException.Malformed("The form has text that is not UTF-8.");
        return Encoding.UTF8.GetString(text);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        Check((long)_length + bytes.Length);
        if (_buffer.Length - _length < bytes.Length) Grow(_length + bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Check(long length)
    {
        if (_name is null) _budget.CheckName(length);
        else _budget.CheckText(length);
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(FirstBufferSize, (int)Math.Min(2L * _buffer.Length, Array.MaxLength))));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = larger;
    }

    private static int Value(byte digit) => digit switch
    {
        <= (byte)'9' => digit - '0',
        <= (byte)'F' => digit - 'A' + 10,
        _ => digit - 'a' + 10,
    };
}
