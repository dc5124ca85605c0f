using Needs.Testing;

namespace Needs.Runtime.Tests.Registry;

public sealed class DatabaseOptionsTests
{
    [Fact]
    public void NothingIsSet_DefaultsHold()
    {
        var options = new DatabaseOptions();

        Assert.Equal("default", options.Name);
        Assert.Equal(TimeSpan.FromSeconds(30), options.ShutdownTimeout);
        Assert.Same(TimeProvider.System, options.TimeProvider);
        Assert.True(options.OwnsDataSource);
        Assert.Equal(NestedLoans.Allow, options.NestedLoans);
        Assert.Equal("default", new Database(new FakeDataSource()).Name);
    }

    [Fact]
    public void ChangedAfterwards_DatabaseKeepsWhatItWasMadeWith()
    {
        var options = new DatabaseOptions { Name = "before" };
        var database = new Database(new FakeDataSource(), options);

        options.Name = "after";

        Assert.Equal("before", database.Name);
    }

    [Theory]
    [InlineData(nameof(DatabaseOptions.Name), "")]
    [InlineData(nameof(DatabaseOptions.Name), " ")]
    [InlineData(nameof(DatabaseOptions.Name), null)]
    [InlineData(nameof(DatabaseOptions.TimeProvider), null)]
    [InlineData(nameof(DatabaseOptions.ShutdownTimeout), -1L)]
    [InlineData(nameof(DatabaseOptions.ShutdownTimeout), long.MaxValue)]
    [InlineData(nameof(DatabaseOptions.NestedLoans), (NestedLoans)2)]
    public void ValueIsImpossible_ErrorNamesTheOption(string option, object? value)
    {
        var options = new DatabaseOptions();
        typeof(DatabaseOptions).GetProperty(option)!.SetValue(options, value is long ticks ? TimeSpan.FromTicks(ticks) : value);

        var error = Assert.Throws<ArgumentException>(() => new Database(new FakeDataSource(), options));

        Assert.Contains($"DatabaseOptions.{option}", error.Message);
    }

    [Fact]
    public void DataSourceIsMissing_Throws() => Assert.Throws<ArgumentNullException>("dataSource", () => new Database(null!));

    [Theory, InlineData(null), InlineData("")]
    public void HandlerHasNoName_Throws(string? name) => Assert.ThrowsAny<ArgumentException>(() => new HandlerDescriptor(name!));
}
