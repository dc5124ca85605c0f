namespace Needs.MySql.Tests.Load;

/// <summary>Load tests measure, so nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LoadCollection
{
    public const string Name = "Load";
}
