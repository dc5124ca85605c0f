using System.Data.Common;
using Microsoft.AspNetCore.Http;

namespace Needs.AspNetCore;

internal sealed record TenantRegistration(
    Func<IServiceProvider, DatabaseKey, DbDataSource> CreateDataSource,
    Func<HttpContext, string, DatabaseKey?> Resolve)
{
    /// <summary>Whether <see cref="Resolve"/> is asked for every database, or only for the default one.</summary>
    public required bool ForEveryName { get; init; }

    /// <summary>What is wrong with it, seen without opening a connection.</summary>
    public Func<string?> FindProblem { get; init; } = static () => null;

    /// <summary>How many connections the driver opens for each key without being asked to.</summary>
    public Func<int> KeepsOpen { get; init; } = static () => 0;
}
