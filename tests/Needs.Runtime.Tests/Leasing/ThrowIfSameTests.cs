using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class ThrowIfSameTests
{
    [Fact]
    public void TwoDatabases_Passes()
    {
        var source = new FakeDataSource();
        Database.ThrowIfSame(new Database(source), new Database(source));
    }

    [Fact]
    public void SameDatabaseTwice_ErrorNamesBothParameters()
    {
        var @default = new Database(new FakeDataSource());
        var reporting = @default;

        var error = Assert.Throws<ArgumentException>("reporting", () => Database.ThrowIfSame(@default, reporting));

        Assert.Contains("'default' and 'reporting' are the same database, 'default'", error.Message);
    }
}
