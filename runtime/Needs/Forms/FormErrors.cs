using System.Collections;

namespace Needs;

/// <summary>
/// What is wrong with a form, in the order it was found: at most 100 errors, so that a hostile form has no endless answer. A handler may
/// add what it finds itself. Not for use by two threads at once.
/// </summary>
public sealed class FormErrors : IReadOnlyList<FormError>
{
    private const int Most = 100;

    private readonly bool _isFixed;
    private List<FormError>? _errors;

    /// <summary>Makes a list without errors.</summary>
    public FormErrors()
    {
    }

    private FormErrors(bool isFixed) => _isFixed = isFixed;

    /// <summary>No errors, and nobody can add one.</summary>
    internal static FormErrors None { get; } = new(isFixed: true);

    /// <summary>The number of errors that are kept.</summary>
    public int Count => _errors?.Count ?? 0;

    /// <summary>Whether there were more errors than are kept.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>The error at a position.</summary>
    /// <param name="index">The position, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public FormError this[int index] => (_errors ?? [])[index];

    /// <summary>The messages of one field; empty when nothing is wrong with it. A copy.</summary>
    /// <param name="field">The field, as a form names it; upper and lower case are the same.</param>
    public IReadOnlyList<string> this[string field]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(field);
            return _errors is null ? [] : [.. from error in _errors where IsOf(error, field) select error.Message];
        }
    }

    internal bool IsFull => Count >= Most;

    /// <summary>Adds an error, such as that a name is taken already.</summary>
    /// <param name="field">The field, as a form names it; empty for the form as a whole.</param>
    /// <param name="code">What a program tells it by, such as <c>taken</c>.</param>
    /// <param name="message">What a person is told.</param>
    /// <exception cref="InvalidOperationException">They are those of <see cref="Form{T}.Empty"/>.</exception>
    public void Add(string field, string code, string message)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentException.ThrowIfNullOrEmpty(code);
        ArgumentNullException.ThrowIfNull(message);
        if (_isFixed) throw new InvalidOperationException("The empty form is everybody's: make one of your own to add errors to.");
        if (IsFull) IsTruncated = true;
        else (_errors ??= []).Add(new FormError(field, code, message));
    }

    /// <summary>Whether something is wrong with a field.</summary>
    /// <param name="field">The field, as a form names it; upper and lower case are the same.</param>
    public bool Has(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return _errors?.Exists(error => IsOf(error, field)) ?? false;
    }

    /// <inheritdoc/>
    public IEnumerator<FormError> GetEnumerator() => (_errors ?? Enumerable.Empty<FormError>()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Truncate() => IsTruncated = true;

    private static bool IsOf(FormError error, string field) => string.Equals(error.Field, field, StringComparison.OrdinalIgnoreCase);
}
