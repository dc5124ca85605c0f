using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Needs;

/// <summary>
/// A form can't be read: it is over a limit, or malformed. The fault is the sender's; the message names no value that was sent.
/// </summary>
/// <remarks>Over HTTP a limit is answered by 413, the rest by 400.</remarks>
public sealed class FormException : Exception
{
    private FormException(string message, string? limit, long limitValue, Exception? innerException)
        : base(message, innerException)
    {
        Limit = limit;
        LimitValue = limitValue;
    }

    /// <summary>Whether the form is over a limit. Otherwise it is malformed.</summary>
    [MemberNotNullWhen(true, nameof(Limit))]
    public bool IsOverLimit => Limit is not null;

    /// <summary>
    /// The limit, by the name of its property in <see cref="FormLimits"/>, or <c>MaxRequestBodySize</c> for the server's own;
    /// <see langword="null"/> when the form is malformed.
    /// </summary>
    public string? Limit { get; }

    /// <summary>The limit's value, in its own unit; 0 when the form is malformed.</summary>
    public long LimitValue { get; }

    /// <summary>The form breaks the rules of its encoding.</summary>
    /// <param name="what">What is wrong, as a sentence that names no value that was sent.</param>
    /// <param name="innerException">What found it, if anything did.</param>
    public static FormException Malformed(string what, Exception? innerException = null) => new(what, null, 0, innerException);

    /// <summary>The form is over a limit.</summary>
    /// <param name="limit">The name of a property of <see cref="FormLimits"/>.</param>
    /// <param name="value">The value of it.</param>
    /// <param name="innerException">What found it, if anything did.</param>
    public static FormException OverLimit(string limit, long value, Exception? innerException = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(limit);
        return new(string.Create(CultureInfo.InvariantCulture, $"The form is over the limit {limit} of {value}."), limit, value, innerException);
    }
}
