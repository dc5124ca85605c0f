using System.ComponentModel;
using System.Text;

namespace Needs.Binding;

/// <summary>Binds one form once: gives each field to the target that knows its name, and collects what is wrong.</summary>
/// <param name="options">How the form is bound.</param>
/// <param name="services">What validation attributes may ask for services.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class FormBinding(FormBindingOptions options, IServiceProvider? services = null)
{
    private const int UsualDepth = 2;

    private Step[] _path = [];
    private int _depth;

    /// <summary>What is wrong with the form.</summary>
    public FormErrors Errors { get; } = new();

    /// <summary>How many errors were found, those included that are no longer kept: an object is fine when none came while it was built.</summary>
    public int Failures { get; private set; }

    /// <summary>What becomes of a scalar that was sent several times.</summary>
    public DuplicateValues Duplicates => options.Duplicates;

    /// <summary>Whether a text that is blank is a text.</summary>
    public bool KeepsBlankValues => options.KeepBlankValues;

    /// <summary>What bounds the work.</summary>
    public FormLimits Limits => options.Limits;

    internal bool IsTooDeep => _depth >= Limits.MaxDepth;

    /// <summary>Binds a form.</summary>
    /// <typeparam name="T">The type to bind to.</typeparam>
    /// <typeparam name="TTarget">Takes its fields.</typeparam>
    /// <param name="form">The form.</param>
    /// <param name="options">How it is bound.</param>
    /// <param name="services">What validation attributes may ask for services.</param>
    /// <returns>The value, or what is wrong.</returns>
    /// <exception cref="FormException">The form is over a limit.</exception>
    public static Form<T> Bind<T, TTarget>(FormData form, FormBindingOptions options, IServiceProvider? services = null)
        where TTarget : class, IFormTarget<T>, new()
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(options);
        var binding = new FormBinding(options, services);
        var target = new TTarget();
        for (var i = 0; i < form.Count; i++)
        {
            var field = form[i];
            if (!binding.Give<T, TTarget>(field, target) && options.Strict) binding.FailUnknown(field);
        }

        var isBuilt = target.TryBuild(binding, FormMember.Root, out var value);
        return new Form<T>(isBuilt && binding.Errors.Count == 0 ? value : default, binding.Errors, form)
        {
            IsElement = HasAny<T, TTarget>,
            Options = options,
        };
    }

    /// <summary>Goes into a member: what fails from now on is of a member of its value.</summary>
    /// <param name="member">The member.</param>
    public void Enter(FormMember member) => Enter(member, 0);

    /// <summary>Goes into an element.</summary>
    /// <param name="sentIndex">The index as it was sent.</param>
    public void Enter(int sentIndex) => Enter(null, sentIndex);

    /// <summary>Goes into an element.</summary>
    /// <param name="key">The key as it was sent.</param>
    public void Enter(string key) => Enter(key, 0);

    /// <summary>Comes back from where <see cref="Enter(FormMember)"/> went.</summary>
    public void Leave() => _depth--;

    /// <summary>Reports an error.</summary>
    /// <param name="member">The member that it is of; <see cref="FormMember.Root"/> for the object itself.</param>
    /// <param name="code">What a program tells it by.</param>
    /// <param name="message">What a person is told, without anything that was sent.</param>
    public void Fail(FormMember member, string code, string message)
    {
        ArgumentNullException.ThrowIfNull(member);
        Fail(member.Name, code, message);
    }

    private static bool HasAny<T, TTarget>(List<FormField> fields, FormBindingOptions options)
        where TTarget : class, IFormTarget<T>, new()
    {
        var binding = new FormBinding(options);
        var target = new TTarget();
        foreach (var field in fields) binding.Give<T, TTarget>(field, target);
        return target.IsPresent;
    }

    private bool Give<T, TTarget>(FormField field, TTarget target)
        where TTarget : class, IFormTarget<T>
    {
        var name = new FormName(field.Name, options.Limits.MaxDepth);
        return (options.Prefix is not { Length: > 0 } prefix || name.Skip(prefix)) && target.Take(ref name, field, this);
    }

    private void Fail(string name, string code, string message)
    {
        Failures++;
        if (Errors.IsFull) Errors.Truncate();
        else Errors.Add(PathTo(name), code, message);
    }

    private void FailUnknown(FormField field)
    {
        if (!IsOfTheFormItself(field.Name)) Errors.Add(field.Name, "unknown", "The form has no such field.");
    }

    private bool IsOfTheFormItself(string name) => name is "__RequestVerificationToken" or "_charset_" || name == options.TokenField;

    private void Enter(object? step, int index)
    {
        if (_depth == _path.Length) Array.Resize(ref _path, Math.Max(UsualDepth, _depth * 2));
        _path[_depth++] = new Step(step, index);
    }

    private string PathTo(string last)
    {
        if (_depth == 0 && string.IsNullOrEmpty(options.Prefix)) return last;
        var path = new StringBuilder(options.Prefix);
        foreach (var (step, index) in _path.AsSpan(0, _depth))
        {
            if (step is FormMember member) AppendName(path, member.Name);
            else if (step is null) path.Append('[').Append(index).Append(']');
            else path.Append('[').Append(step).Append(']');
        }

        AppendName(path, last);
        return path.ToString();
    }

    private static void AppendName(StringBuilder path, string name)
    {
        if (path.Length > 0 && name.Length > 0) path.Append('.');
        path.Append(name);
    }

    /// <param name="What">A member or a key; <see langword="null"/> for an index.</param>
    /// <param name="Index">The index.</param>
    private readonly record struct Step(object? What, int Index);
}
