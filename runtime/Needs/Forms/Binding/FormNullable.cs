using System.ComponentModel;

namespace Needs.Binding;

/// <summary>A value that may be absent.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <typeparam name="TTarget">Takes it.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FormNullable<T, TTarget> : IFormTarget<T?>
    where T : struct
    where TTarget : struct, IFormTarget<T>
{
    private TTarget _target;

    /// <inheritdoc/>
    static bool IFormTarget<T?>.IsScalar => TTarget.IsScalar;

    /// <inheritdoc/>
    public readonly bool IsPresent => _target.IsPresent;

    /// <inheritdoc/>
    public bool Take(ref FormName name, FormField field, FormBinding binding)
    {
        var target = _target;
        var isKnown = target.Take(ref name, field, binding);
        _target = target;
        return isKnown;
    }

    /// <inheritdoc/>
    public bool TryBuild(FormBinding binding, FormMember member, out T? value)
    {
        value = null;
        if (!IsPresent) return true;
        if (!_target.TryBuild(binding, member, out var present)) return false;
        value = present;
        return true;
    }
}
