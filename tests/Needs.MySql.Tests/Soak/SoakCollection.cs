namespace Needs.MySql.Tests.Soak;

/// <summary>The soak keeps the machine busy, so nothing else runs beside it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SoakCollection
{
    public const string Name = "Soak";
}
