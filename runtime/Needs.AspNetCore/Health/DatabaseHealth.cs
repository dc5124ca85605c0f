using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Needs.AspNetCore;

/// <param name="Status">How the database is.</param>
/// <param name="Counts">What was lent of it when it was looked at.</param>
/// <param name="Problems">Why it is not well, in sentences.</param>
/// <param name="Exception">What the driver threw; <see langword="null"/> when it threw nothing.</param>
internal sealed record DatabaseHealth(HealthStatus Status, DatabaseStatus Counts, IReadOnlyList<string> Problems, Exception? Exception = null);
