namespace Needs.Analyzers.Flow;

/// <summary>What a type is to the analysis.</summary>
internal enum TrackedKind : byte
{
    None,
    Connection,
    Reader,
    Transaction,

    /// <summary>Of a type that the user named in .editorconfig or marked with <c>[MustDisposeResource]</c>.</summary>
    Resource,

    /// <summary>A command, batch or adapter: holds no session, but leads to a connection.</summary>
    Command,

    /// <summary>An EF Core context: what is begun on it ends with it.</summary>
    Context,
}

internal static class TrackedKinds
{
    /// <summary>Whether losing one is a leak.</summary>
    public static bool IsResource(this TrackedKind kind) => kind is > TrackedKind.None and < TrackedKind.Command;
}
