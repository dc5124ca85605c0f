using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Needs.Binding;

/// <summary>An object within an object.</summary>
/// <typeparam name="T">Its type.</typeparam>
/// <typeparam name="TTarget">Takes its fields; made when there is one.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FormNested<T, TTarget> : IFormTarget<T>
    where TTarget : class, IFormTarget<T>, new()
{
    private TTarget? _target;

    /// <inheritdoc/>
    public readonly bool IsPresent => _target is { IsPresent: true };

    /// <inheritdoc/>
    public bool Take(ref FormName name, FormField field, FormBinding binding) =>
        !name.IsEnd && (_target ??= new()).Take(ref name, field, binding);

    /// <summary>Builds the object; when nothing was sent, from nothing, so that its own members say what they need.</summary>
    /// <inheritdoc/>
    public readonly bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out T value)
    {
        // A type that needs itself would be built without end.
        if (!IsPresent && binding.IsTooDeep)
        {
            binding.FailRequired(member);
            value = default;
            return false;
        }

        binding.Enter(member);
        var isBuilt = (_target ?? new()).TryBuild(binding, FormMember.Root, out value);
        binding.Leave();
        return isBuilt;
    }
}
