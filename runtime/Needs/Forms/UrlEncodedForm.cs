using System.Buffers;
using System.Text;

namespace Needs;

/// <summary>Reads <c>application/x-www-form-urlencoded</c>: a query or a body, by the parser of the WHATWG URL standard.</summary>
public static class UrlEncodedForm
{
    /// <summary>Reads a form that is there in full.</summary>
    /// <param name="utf8">The bytes of a body.</param>
    /// <param name="source">What they are: the query or the body.</param>
    /// <param name="limits">The limits, those of a new <see cref="FormLimits"/> unless given.</param>
    /// <param name="strict">Whether to refuse what the standard forgives: a pair without <c>=</c>, a broken escape, broken UTF-8.</param>
    /// <returns>The fields, blank ones included; see <see cref="FormData.Filter"/>.</returns>
    /// <exception cref="FormException">A limit is passed, or the input is malformed and the reading strict.</exception>
    public static FormData Parse(
        ReadOnlySpan<byte> utf8,
        FormSource source = FormSource.Body,
        FormLimits? limits = null,
        bool strict = false)
    {
        var form = new FormData();
        using var reader = new UrlEncodedFormReader(form, source, new FormBudget(limits ?? new FormLimits()), strict);
        reader.Read(utf8);
        reader.Complete();
        return form;
    }

    /// <summary>Reads a query.</summary>
    /// <param name="query">The query without its <c>?</c>; one that is there belongs to the first name, as the standard has it.</param>
    /// <param name="limits">The limits, those of a new <see cref="FormLimits"/> unless given.</param>
    /// <param name="strict">Whether to refuse what the standard forgives: a pair without <c>=</c>, a broken escape, broken UTF-8.</param>
    /// <returns>The fields, blank ones included; see <see cref="FormData.Filter"/>.</returns>
    /// <exception cref="FormException">A limit is passed, or the input is malformed and the reading strict.</exception>
    public static FormData ParseQuery(ReadOnlySpan<char> query, FormLimits? limits = null, bool strict = false)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(query.Length));
        try
        {
            return Parse(bytes.AsSpan(0, Encoding.UTF8.GetBytes(query, bytes)), FormSource.Query, limits, strict);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }
}
