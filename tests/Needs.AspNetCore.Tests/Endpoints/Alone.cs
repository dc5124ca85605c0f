namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>Tests that no other test runs beside.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
