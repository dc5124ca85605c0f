namespace Needs.Samples.Tests.Running;

/// <summary>One Storefront on SQLite for the tests that fill in its forms. Each takes a customer of its own.</summary>
[CollectionDefinition(Name)]
public sealed class FormStore : ICollectionFixture<SqliteStore>
{
    public const string Name = "Storefront whose forms are filled in";
}
