using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Needs;

/// <summary>
/// The fields of a form in the order they were sent, those of the query before those of the body, text and files interleaved. Names are
/// case-sensitive and may repeat. Not for use by two threads at once.
/// </summary>
public sealed class FormData : IReadOnlyList<FormField>, IAsyncDisposable
{
    private const int FewEnoughToScan = 8;
    private const int UsualCount = 16;

    private readonly bool _ownsFiles = true;
    private List<FormField> _fields = [];
    private bool _isFixed;
    private bool _isShared;
    private Dictionary<string, List<FormField>>? _byName;
    private List<UploadedFile>? _retired;

    /// <summary>Makes a form without fields.</summary>
    public FormData()
    {
    }

    private FormData(List<FormField> fields, bool isShared)
    {
        _fields = fields;
        _isShared = isShared;
        _ownsFiles = false;
    }

    /// <summary>No fields, and nobody can add one.</summary>
    internal static FormData None { get; } = new([], isShared: true) { _isFixed = true };

    /// <summary>The number of fields; for the number of different names see <see cref="Names"/>.</summary>
    public int Count => _fields.Count;

    /// <summary>The different names, in the order of their first fields. A copy: it does not change.</summary>
    public IReadOnlyList<string> Names => [.. _fields.Select(entry => entry.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>The files, in the order they were sent. A copy: it does not change.</summary>
    public IReadOnlyList<UploadedFile> Files => [.. _fields.OfType<UploadedFile>()];

    /// <summary>The field at a position.</summary>
    /// <param name="index">The position, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public FormField this[int index] => _fields[index];

    /// <summary>
    /// The first text of that name, <see langword="null"/> when there is none. Setting replaces all fields of that name by one, or
    /// removes them (<see langword="null"/>).
    /// </summary>
    /// <param name="name">The name.</param>
    public string? this[string name]
    {
        get => GetFirst(name);
        set
        {
            if (value is null) Remove(name);
            else Set(name, value);
        }
    }

    /// <summary>The first field of that name, text or file; <see langword="null"/> when there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="source">Only fields from there.</param>
    public FormField? Get(string name, FormSource source = FormSource.Both)
    {
        foreach (var field in Named(name))
            if (IsFrom(field, source) && field.Name == name) return field;
        return null;
    }

    /// <summary>The first text of that name; files are passed over.</summary>
    /// <param name="name">The name.</param>
    /// <param name="defaultValue">What to return when there is none.</param>
    /// <param name="source">Only fields from there.</param>
    [return: NotNullIfNotNull(nameof(defaultValue))]
    public string? GetFirst(string name, string? defaultValue = null, FormSource source = FormSource.Both)
    {
        foreach (var field in Named(name))
            if (IsFrom(field, source) && field.Name == name && field is not UploadedFile) return field.Value;
        return defaultValue;
    }

    /// <summary>All fields of that name, text and files, in the order they were sent; empty when there is none. A copy.</summary>
    /// <param name="name">The name.</param>
    /// <param name="source">Only fields from there.</param>
    public IReadOnlyList<FormField> GetAll(string name, FormSource source = FormSource.Both) =>
        [.. Named(name).Where(field => IsFrom(field, source) && field.Name == name)];

    /// <summary>Looks for the first field of that name, text or file.</summary>
    /// <param name="name">The name.</param>
    /// <param name="field">The field, or <see langword="null"/> when there is none.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out FormField? field) => (field = Get(name)) is not null;

    /// <summary>The first file of that name, <see langword="null"/> when there is none; text is passed over.</summary>
    /// <param name="name">The name.</param>
    public UploadedFile? GetFile(string name) => Named(name).OfType<UploadedFile>().FirstOrDefault(file => file.Name == name);

    /// <summary>Whether there is a field of that name.</summary>
    /// <param name="name">The name.</param>
    public bool Contains(string name) => Get(name) is not null;

    /// <summary>Appends a text field; others of its name stay.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The text.</param>
    /// <param name="source">Where it comes from, as it shall be known: the query or the body.</param>
    public void Add(string name, string value, FormSource source = FormSource.Body) => Add(new FormField(name, value, source));

    /// <summary>Appends a field; others of its name stay. The form disposes of it when it is a file.</summary>
    /// <param name="field">The field.</param>
    public void Add(FormField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        Own();
        if (_fields.Capacity == 0) _fields.EnsureCapacity(UsualCount);
        _fields.Add(field);
        if (_byName is not null) Index(_byName, field);
    }

    /// <summary>
    /// Replaces all fields of that name by one text, at the place of the first, or appends it. Files that are replaced stay open until
    /// the request ends.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The text.</param>
    public void Set(string name, string value)
    {
        var field = new FormField(name, value);
        var place = _fields.FindIndex(other => other.Name == name);
        if (place < 0)
        {
            Add(field);
            return;
        }

        Remove(name);
        _fields.Insert(place, field);
    }

    /// <summary>Removes all fields of that name. Files among them stay open until the request ends.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Own();
        Retire(_fields.Where(field => field.Name == name));
        _byName = null;
        return _fields.RemoveAll(field => field.Name == name) > 0;
    }

    /// <summary>Removes all fields. Files among them stay open until the request ends.</summary>
    public void Clear()
    {
        Own();
        Retire(_fields);
        _byName = null;
        _fields.Clear();
    }

    /// <summary>
    /// A form with some of the fields, in the same order. It is a copy to change freely; its files belong to this form and end with it.
    /// </summary>
    /// <param name="source">Only fields from there.</param>
    /// <param name="keepBlankValues">Whether texts without a character are among them. A file without a byte always is.</param>
    public FormData Filter(FormSource source = FormSource.Both, bool keepBlankValues = false)
    {
        List<FormField>? kept = null;
        for (var i = 0; i < _fields.Count; i++)
        {
            if (IsFrom(_fields[i], source) && (keepBlankValues || !_fields[i].IsBlank)) kept?.Add(_fields[i]);
            else kept ??= _fields.GetRange(0, i);
        }

        if (kept is not null) return new(kept, isShared: false);
        _isShared = true;
        return new(_fields, isShared: true);
    }

    /// <inheritdoc/>
    public IEnumerator<FormField> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Disposes of the files, all of them also when one fails. The request's end does it.</summary>
    /// <exception cref="AggregateException">Several failed; one that fails alone surfaces as it is.</exception>
    public async ValueTask DisposeAsync()
    {
        if (!_ownsFiles) return;
        List<Exception>? errors = null;
        foreach (var file in _fields.Concat(_retired ?? []).OfType<UploadedFile>())
        {
            try
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception error)
            {
                (errors ??= []).Add(error);
            }
        }

        if (errors is [var only]) ExceptionDispatchInfo.Throw(only);
        if (errors is not null) throw new AggregateException(errors);
    }

    /// <summary>A copy is made no sooner than one of the forms that share the fields changes.</summary>
    private void Own()
    {
        if (_isFixed) throw new InvalidOperationException("The empty form is everybody's: take a copy by Filter() to change it.");
        if (!_isShared) return;
        _fields = [.. _fields];
        _isShared = false;
    }

    private void Retire(IEnumerable<FormField> fields)
    {
        foreach (var file in fields.OfType<UploadedFile>()) (_retired ??= []).Add(file);
    }

    private static bool IsFrom(FormField field, FormSource source) => (field.Source & source) != 0;

    private List<FormField> Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_fields.Count <= FewEnoughToScan) return _fields;
        if (_byName is null)
        {
            _byName = new(StringComparer.Ordinal);
            foreach (var field in _fields) Index(_byName, field);
        }

        return _byName.TryGetValue(name, out var found) ? found : [];
    }

    private static void Index(Dictionary<string, List<FormField>> byName, FormField field)
    {
        if (byName.TryGetValue(field.Name, out var found)) found.Add(field);
        else byName.Add(field.Name, [field]);
    }
}
