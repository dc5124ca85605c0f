using System.Diagnostics.CodeAnalysis;
using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>A type that holds itself, and what the generator would write for it.</summary>
internal sealed record Node(string? Name, Node? Next);

internal sealed class NodeTarget : IFormTarget<Node>
{
    private static readonly FormMember Name = new("name", "Name");
    private static readonly FormMember Next = new("next", "Next");

    private FormScalar<string, TextParser> _name;
    private FormNested<Node, NodeTarget> _next;

    public bool IsPresent => _name.IsPresent || _next.IsPresent;

    public bool Take(ref FormName name, FormField field, FormBinding binding)
    {
        if (!name.Next()) return false;
        if (name.Is("name")) return _name.Take(ref name, field, binding);
        return name.Is("next") && _next.Take(ref name, field, binding);
    }

    public bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out Node value)
    {
        string? name = null;
        Node? next = null;
        var isBuilt = !_name.IsPresent || _name.TryBuild(binding, Name, out name);
        isBuilt &= !_next.IsPresent || _next.TryBuild(binding, Next, out next);
        value = new Node(name, next);
        return isBuilt;
    }
}

/// <summary>A type that can't be without itself.</summary>
internal sealed class Endless(Endless next)
{
    public Endless Next => next;
}

internal sealed class EndlessTarget : IFormTarget<Endless>
{
    private static readonly FormMember Next = new("next", "Next");

    private FormNested<Endless, EndlessTarget> _next;

    public bool IsPresent => _next.IsPresent;

    public bool Take(ref FormName name, FormField field, FormBinding binding) =>
        name.Next() && name.Is("next") && _next.Take(ref name, field, binding);

    public bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out Endless value)
    {
        var isBuilt = _next.TryBuild(binding, Next, out var next);
        value = isBuilt ? new Endless(next!) : null;
        return isBuilt;
    }
}
