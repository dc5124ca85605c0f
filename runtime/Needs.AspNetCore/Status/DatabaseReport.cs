namespace Needs.AspNetCore;

/// <summary>A database, or several as if they were one, on the status page.</summary>
/// <param name="Name">The name on the page; no other has it.</param>
/// <param name="Status">The counts.</param>
/// <param name="Note">More to be said of it; <see langword="null"/> for nothing.</param>
internal sealed record DatabaseReport(string Name, DatabaseStatus Status, string? Note = null)
{
    public IReadOnlyList<Trouble> Troubles { get; } = Trouble.Of(Status);
}
