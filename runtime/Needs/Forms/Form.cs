using System.Diagnostics.CodeAnalysis;
using Needs.Binding;

namespace Needs;

/// <summary>
/// A form bound to a type, for a handler that answers a bad one itself, such as by its page with what was typed in and what is wrong.
/// </summary>
/// <typeparam name="T">The type of the form.</typeparam>
/// <param name="value">The value; <see langword="null"/> (of a struct: its default) when the form is not valid.</param>
/// <param name="errors">What is wrong with the form.</param>
/// <param name="data">The fields as they were sent.</param>
public sealed class Form<T>(T? value, FormErrors errors, FormData data)
{
    /// <summary>
    /// A form that was not sent yet, for the page that shows it first: without value, errors and fields. It is always the same one, so
    /// nothing can be added to it.
    /// </summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The type is said anyway.")]
    public static Form<T> Empty { get; } = new(default, FormErrors.None, FormData.None);

    /// <summary>Whether nothing is wrong with the form, also by what the handler added to <see cref="Errors"/>.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Errors.Count == 0 && Value is not null && this != Empty;

    /// <summary>The value; <see langword="null"/> (of a struct: its default) when the form could not be bound.</summary>
    public T? Value { get; } = value;

    /// <summary>What is wrong with the form. A handler may add to it.</summary>
    public FormErrors Errors { get; } = errors ?? throw new ArgumentNullException(nameof(errors));

    /// <summary>The fields as they were sent.</summary>
    public FormData Data { get; } = data ?? throw new ArgumentNullException(nameof(data));

    /// <summary>Whether fields of one element made an element; <see langword="null"/> when the form was not bound: any do.</summary>
    internal Func<List<FormField>, FormBindingOptions, bool>? IsElement { get; init; }

    internal FormBindingOptions Options { get; init; } = FormBindingOptions.Usual;

    /// <summary>
    /// The indices that were sent for the elements of a list, whether these are right or wrong: 0 and 3 for <c>items[0].zip</c> and
    /// <c>items[3].zip</c>. Gaps close when a list is bound, so its element at position <c>i</c> was sent as the <c>i</c>-th of these;
    /// elements that were sent without an index follow, and have none.
    /// </summary>
    /// <param name="list">The name of the list, as <see cref="FormError.Field"/> has it; any way of writing it finds the list.</param>
    /// <returns>The indices in ascending order; none for what is no list.</returns>
    public IReadOnlyList<int> Indices(string list)
    {
        ArgumentNullException.ThrowIfNull(list);
        var elements = new SortedDictionary<int, List<FormField>>();
        foreach (var field in Data)
        {
            var name = new FormName(field.Name, short.MaxValue);
            if (!name.Skip(list) || !name.Next() || !name.TryIndex(out var index)) continue;
            if (elements.TryGetValue(index, out var fields)) fields.Add(field);
            else elements.Add(index, [field]);
        }

        return [.. from element in elements where IsElement?.Invoke(element.Value, Options) ?? true select element.Key];
    }

    /// <summary>The text that was sent for a field, to be shown again; <see langword="null"/> when there is none.</summary>
    /// <param name="name">The name, as <see cref="FormError.Field"/> has it; any way of writing it finds the field.</param>
    public string? Raw(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (var i = 0; i < Data.Count; i++)
        {
            var field = Data[i];
            if (field is not UploadedFile && FormName.AreSame(field.Name, name)) return field.Value;
        }

        return null;
    }
}
