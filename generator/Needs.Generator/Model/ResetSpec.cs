namespace Needs.Generator;

/// <summary>How the session of a connection is reset: by the driver's <c>ResetConnectionAsync</c>.</summary>
/// <param name="ConnectionType">The type of the connection, as C#.</param>
/// <param name="ReturnsTask">Whether that gives a <c>Task</c>, not a <c>ValueTask</c>.</param>
internal sealed record ResetSpec(string ConnectionType, bool ReturnsTask);
