using System.Collections.Immutable;

namespace Needs.Analyzers.Injection.Taint;

/// <summary>What a value is made of: a set of origins, and those of its members that are known better.</summary>
internal readonly struct TaintValue(ulong mask, ImmutableDictionary<string, ulong>? parts = null)
{
    public static TaintValue Clean => default;

    /// <summary>The origins of all members that <see cref="Parts"/> says nothing of.</summary>
    public ulong Mask { get; } = mask;

    public ImmutableDictionary<string, ulong>? Parts { get; } = parts is { IsEmpty: false } ? parts : null;

    /// <summary>The origins of anything in it.</summary>
    public ulong All => Parts is null ? Mask : Parts.Values.Aggregate(Mask, (all, part) => all | part);

    public bool IsClean => All == 0;

    public TaintValue Without(ulong killed) =>
        killed == 0 ? this : new(Mask & ~killed, Parts?.ToImmutableDictionary(part => part.Key, part => part.Value & ~killed));

    public TaintValue With(string path, ulong mask) => new(Mask, (Parts ?? ImmutableDictionary<string, ulong>.Empty).SetItem(path, mask));

    /// <summary>The part of that path, with what is known of its own parts.</summary>
    public TaintValue Part(string path, Origins origins)
    {
        if (path.Length == 0)
            return this;
        if (Parts is null)
            return new(origins.Members(Mask, path));

        ImmutableDictionary<string, ulong>? below = null;
        foreach (var part in Parts)
        {
            if (part.Key.Length > path.Length && part.Key.StartsWith(path, StringComparison.Ordinal) && part.Key[path.Length] is '.' or '[')
                below = (below ?? ImmutableDictionary<string, ulong>.Empty).SetItem(part.Key.Substring(path.Length), part.Value);
        }

        return new(MaskAt(path, origins), below);
    }

    public TaintValue Or(TaintValue other)
    {
        if (Parts is null && other.Parts is null)
            return new(Mask | other.Mask);

        var parts = ImmutableDictionary.CreateBuilder<string, ulong>();
        foreach (var path in (Parts?.Keys ?? []).Concat(other.Parts?.Keys ?? []))
            parts[path] = KnownAt(path) | other.KnownAt(path);
        return new(Mask | other.Mask, parts.ToImmutable());
    }

    private ulong KnownAt(string path) => Parts is not null && Parts.TryGetValue(path, out var known) ? known : Mask;

    private ulong MaskAt(string path, Origins origins)
    {
        for (var prefix = path; prefix.Length > 0; prefix = prefix.Substring(0, Math.Max(prefix.LastIndexOf('.'), prefix.LastIndexOf('['))))
        {
            if (Parts!.TryGetValue(prefix, out var known))
                return origins.Members(known, path.Substring(prefix.Length));
        }

        return origins.Members(Mask, path);
    }
}
