using System.Data.Common;
using Microsoft.Extensions.Primitives;

namespace Needs.AspNetCore;

/// <summary>The connection string of a database in a configuration that may change while the application runs.</summary>
/// <param name="Factory">The driver.</param>
/// <param name="Text">What it said when the application started.</param>
/// <param name="Read">What it says now.</param>
/// <param name="Changes">Tells when it may have changed.</param>
internal sealed record ConfiguredConnection(DbProviderFactory Factory, string? Text, Func<string?> Read, Func<IChangeToken> Changes);
