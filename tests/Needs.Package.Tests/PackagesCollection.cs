namespace Needs.Package.Tests;

[CollectionDefinition(nameof(Packages))]
public class PackagesCollection : ICollectionFixture<Packages>;
