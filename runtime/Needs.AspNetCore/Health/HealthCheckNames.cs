using Microsoft.Extensions.Options;

namespace Needs.AspNetCore;

/// <summary>Finds out when the application starts, not at the first probe, whether the databases that are to be checked exist.</summary>
internal sealed class HealthCheckNames(string check, NeedsHealthCheckOptions checks) : IValidateOptions<NeedsOptions>
{
    public ValidateOptionsResult Validate(string? name, NeedsOptions options)
    {
        var known = options.Databases.Select(database => database.Name).ToArray();
        var unknown = checks.Databases.Except(known, DatabaseNames.Comparer).ToArray();
        return unknown.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"The health check '{check}' is to check {DatabaseNames.List(unknown)}, but there is no such database (there is: "
                + $"{DatabaseNames.List(known)}): correct the name, or add the database.");
    }
}
