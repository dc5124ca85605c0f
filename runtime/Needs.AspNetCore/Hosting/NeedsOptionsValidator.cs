using Microsoft.Extensions.Options;

namespace Needs.AspNetCore;

/// <summary>Finds all that is wrong with the databases of an application before it serves a request.</summary>
internal sealed class NeedsOptionsValidator : IValidateOptions<NeedsOptions>
{
    public ValidateOptionsResult Validate(string? name, NeedsOptions options)
    {
        var problems = new List<string>(options.Problems);
        problems.AddRange(options.Databases.Select(database => database.FindProblem()).OfType<string>());
        problems.AddRange(options.Tenants.Select(tenants => tenants.FindProblem()).OfType<string>());
        AddDuplicates(options, problems);
        AddDefault(options, problems);
        AddTenants(options, problems);
        AddNone(options, problems);
        AddLimits(options, problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void AddDuplicates(NeedsOptions options, List<string> problems)
    {
        foreach (var same in options.Databases.GroupBy(database => database.Name, DatabaseNames.Comparer).Where(group => group.Count() > 1))
        {
            problems.Add(
                $"Database '{same.Key}' is added {same.Count()} times ({string.Join("; ", same.Select(database => database.Origin))}): "
                + "give each a name of its own (names do not tell upper from lower case), or call RemoveDatabase before adding the other.");
        }
    }

    private static void AddDefault(NeedsOptions options, List<string> problems)
    {
        if (options.DefaultDatabase is { } wanted && !options.Databases.Exists(database => DatabaseNames.AreSame(database.Name, wanted)))
        {
            problems.Add(
                $"The default database is to be '{wanted}', but there is none of that name (there is: "
                + $"{DatabaseNames.List(options.Databases.Select(database => database.Name))}): add it, or name another as default.");
        }
    }

    private static void AddTenants(NeedsOptions options, List<string> problems)
    {
        if (options.Tenants.Count > 1)
        {
            problems.Add(
                $"AddTenants is called {options.Tenants.Count} times, but one rule decides for a request: "
                + "call it once, with the overload whose resolver is given the database's name if names need different answers.");
        }

        var limits = options.TenantLimits;
        if (limits.MaxConnections < 1)
            problems.Add($"Tenants: MaxConnections is {limits.MaxConnections}: it must be 1 or more, or null for no limit.");
        if (limits.IdleTimeout <= TimeSpan.Zero && limits.IdleTimeout != Timeout.InfiniteTimeSpan)
            problems.Add($"Tenants: IdleTimeout is {limits.IdleTimeout}: it must be more than zero, or infinite to keep what is not used.");
        if (limits.MaxConnections is { } most && problems.Count == 0 && options.Tenants is [var tenants] && tenants.KeepsOpen() is > 0 and var kept)
        {
            problems.Add(
                $"Tenants: the connection string makes the driver open {kept} connections for each tenant, asked for or not, so MaxConnections, "
                + $"{most}, could not be kept to: remove Minimum Pool Size from it.");
        }
    }

    private static void AddNone(NeedsOptions options, List<string> problems)
    {
        if (options.Databases.Count == 0 && options.Tenants.Count == 0 && problems.Count == 0 && !options.SpeaksOfForms)
        {
            problems.Add(
                "AddNeeds has no database to lend connections from: add one in code (needs.AddDatabase(MySqlConnectorFactory.Instance, connectionString)) "
                + "or in configuration (ConnectionStrings:default, or Needs:Databases:<name>:ConnectionString).");
        }
    }

    private static void AddLimits(NeedsOptions options, List<string> problems)
    {
        if (options.ShutdownTimeout < TimeSpan.Zero && options.ShutdownTimeout != Timeout.InfiniteTimeSpan)
            problems.Add($"ShutdownTimeout is {options.ShutdownTimeout}: it must be zero (do not wait) or more.");
        if (options.WaitLimit <= TimeSpan.Zero && options.WaitLimit != Timeout.InfiniteTimeSpan)
            problems.Add($"WaitLimit is {options.WaitLimit}: it must be more than zero.");
        if (options.HoldWarning <= TimeSpan.Zero && options.HoldWarning != Timeout.InfiniteTimeSpan)
            problems.Add($"HoldWarning is {options.HoldWarning}: it must be more than zero, or infinite for no warning.");
        if (options.MaxLeases < 1)
            problems.Add($"MaxLeases is {options.MaxLeases}: it must be 1 or more, or null for no limit but the driver's.");
    }
}
