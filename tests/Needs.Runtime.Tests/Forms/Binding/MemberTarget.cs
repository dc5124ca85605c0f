using System.Diagnostics.CodeAnalysis;
using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>A form with one member, <c>v</c>.</summary>
internal sealed class MemberTarget<T, TTarget> : IFormTarget<T>
    where TTarget : struct, IFormTarget<T>
{
    private static readonly FormMember Member = new("v", "V");

    private TTarget _target;

    public bool IsPresent => _target.IsPresent;

    public bool Take(ref FormName name, FormField field, FormBinding binding)
    {
        if (!name.Next() || !name.Is("v")) return false;
        var target = _target;
        var isKnown = target.Take(ref name, field, binding);
        _target = target;
        return isKnown;
    }

    public bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out T value) =>
        _target.TryBuild(binding, Member, out value);
}
