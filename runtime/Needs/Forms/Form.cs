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
    /// <summary>Whether nothing is wrong with the form, also by what the handler added to <see cref="Errors"/>.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Errors.Count == 0 && Value is not null;

    /// <summary>The value; <see langword="null"/> (of a struct: its default) when the form could not be bound.</summary>
    public T? Value { get; } = value;

    /// <summary>What is wrong with the form. A handler may add to it.</summary>
    public FormErrors Errors { get; } = errors ?? throw new ArgumentNullException(nameof(errors));

    /// <summary>The fields as they were sent.</summary>
    public FormData Data { get; } = data ?? throw new ArgumentNullException(nameof(data));

    /// <summary>The text that was sent for a field, to be shown again; <see langword="null"/> when there is none.</summary>
    /// <param name="name">The name, as <see cref="FormError.Field"/> has it; any way of writing it finds the field.</param>
    public string? Raw(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (var i = 0; i < Data.Count; i++)
        {
            var field = Data[i];
            if (field is not FormFile && FormName.AreSame(field.Name, name)) return field.Value;
        }

        return null;
    }
}
