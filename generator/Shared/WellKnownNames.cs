namespace Needs;

/// <summary>The metadata names that generator and analyzers look for, each written once.</summary>
internal static class WellKnownNames
{
    public const string NeedsDbAttribute = "Needs.NeedsDbAttribute";
    public const string NeedsFormAttribute = "Needs.NeedsFormAttribute";
    public const string Database = "Needs.Database";
    public const string GeneratorName = "Needs.Generator";

    /// <summary>Present when the compilation references Needs.AspNetCore.</summary>
    public const string NeedsBuilder = "Needs.AspNetCore.NeedsBuilder";

    /// <summary>The name that a handler's database has when its attribute gives none.</summary>
    public const string DefaultDatabase = "default";
}
