namespace Needs.MySql.Tests.Faults;

/// <summary>These tests count what nobody observes in the whole process and give their drivers little time, so nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultsCollection
{
    public const string Name = "Faults";
}
