using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Hosting;

public sealed class ConfigurationTests
{
    private readonly FakeProviderFactory _factory = new();

    [Fact]
    public void ConnectionStringCalledDefault_IsTheDefaultDatabase()
    {
        using var services = Services(("ConnectionStrings:Default", "Server=shop"));

        Assert.Equal("default", services.GetRequiredService<Database>().Name);
        Assert.Equal(["Server=shop"], Sources());
    }

    [Theory]
    [InlineData("Needs:Databases:shop", "Server=x")]
    [InlineData("Needs:Databases:shop:ConnectionString", "Server=x")]
    [InlineData("Needs:Databases:shop:ConnectionStringName", "Other")]
    [InlineData("Needs:Databases:shop:ShutdownTimeout", "00:00:05")]
    public void Database_TakesItsConnectionStringFromEachPlace(string key, string value)
    {
        using var services = Services((key, value), ("ConnectionStrings:Shop", "Server=x"), ("ConnectionStrings:Other", "Server=x"));

        Assert.Equal(["shop"], services.GetRequiredService<Databases>().Names);
        Assert.Equal(["Server=x"], Sources());
    }

    [Fact]
    public void SeveralDatabases_AreAllMade()
    {
        using var services = Services(
            ("Needs:DefaultDatabase", "shop"),
            ("Needs:Databases:shop:ConnectionString", "Server=1"),
            ("Needs:Databases:reporting:ConnectionString", "Server=2"));

        Assert.Equal(["reporting", "shop"], services.GetRequiredService<Databases>().Names);
        Assert.Equal("shop", services.GetRequiredService<Database>().Name);
    }

    [Fact]
    public void SectionOfItsOwn_FindsConnectionStringsInTheApplicationsConfiguration()
    {
        var configuration = Registered.Configuration(
            ("Backend:Db:Databases:shop:ConnectionStringName", "Main"), ("ConnectionStrings:Main", "Server=main"));
        using var services = Registered.Services(all => all
            .AddSingleton<IConfiguration>(configuration)
            .AddNeeds(configuration.GetSection("Backend:Db"), _factory));

        Assert.Equal("shop", services.GetRequiredService<Database>().Name);
        Assert.Equal(["Server=main"], Sources());
    }

    [Fact]
    public void ConfigurationAndCode_AddUp()
    {
        var configuration = Registered.Configuration(("ConnectionStrings:default", "Server=1"));
        using var services = Registered.Services(all => all
            .AddNeeds(configuration, _factory, needs => needs.AddDatabase("cache", new FakeDataSource()))
            .AddNeeds(needs => needs.AddDatabase("reporting", new FakeDataSource())));

        Assert.Equal(["cache", "default", "reporting"], services.GetRequiredService<Databases>().Names);
    }

    [Fact]
    public void SettingThatChangesBeforeTheStart_IsRead()
    {
        var configuration = Registered.Configuration(("ConnectionStrings:default", "Server=old"));
        using var services = Registered.Services(all => all.AddNeeds(configuration, _factory));
        configuration["ConnectionStrings:default"] = "Server=new";

        services.GetRequiredService<Databases>();

        Assert.Equal(["Server=new"], Sources());
    }

    [Fact]
    public async Task ShutdownTimeouts_AreReadForAllAndForOne()
    {
        var log = new LogCollector();
        var services = Registered.Services(all => all
            .AddLogging(logging => logging.AddProvider(log))
            .AddNeeds(
                Registered.Configuration(
                    ("Needs:ShutdownTimeout", "00:00:00"),
                    ("Needs:Databases:a:ConnectionString", "Server=1"),
                    ("Needs:Databases:b:ConnectionString", "Server=2"),
                    ("Needs:Databases:b:ShutdownTimeout", "00:00:00.020")),
                _factory));
        foreach (var name in new[] { "a", "b" })
            await services.GetRequiredKeyedService<Database>(name).LendAsync(Registered.Handler);

        await services.DisposeAsync();

        Assert.Single(log.Lines, line => line.StartsWith("Warning: Database 'a' closed after waiting 00:00:00 for 1", StringComparison.Ordinal));
        Assert.Single(log.Lines, line => line.StartsWith("Warning: Database 'b' closed after waiting 00:00:00.0200000 for 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Needs:ShutdownTimeout", "soon", "Needs:ShutdownTimeout is 'soon', which is no length of time: write it as hh:mm:ss, such as 00:00:30.")]
    [InlineData("Needs:ShutdownTimeout", "-00:00:01", "Needs:ShutdownTimeout is '-00:00:01', which is no length of time: write it as hh:mm:ss, such as 00:00:30.")]
    [InlineData("Needs:NestedLoans", "never", "Needs:NestedLoans is 'never': write Allow or Refuse.")]
    [InlineData("Needs:Databses:shop", "Server=1", "Needs:Databses is no setting of Needs: use one of DefaultDatabase, ShutdownTimeout, NestedLoans, Databases, or remove it.")]
    [InlineData("Needs:Databases:shop:Conection", "Server=1", "Needs:Databases:shop:Conection is no setting of Needs: use one of ConnectionString, ConnectionStringName, ShutdownTimeout, or remove it.")]
    [InlineData("Needs:DefaultDatabase", "shop", "The default database is to be 'shop', but there is none of that name (there is: 'default'): add it, or name another as default.")]
    [InlineData("Needs:Databases:shop:ShutdownTimeout", "00:00:01", "Database 'shop' has no connection string: set Needs:Databases:shop:ConnectionString, or ConnectionStrings:shop (environment variable ConnectionStrings__shop).")]
    [InlineData("Needs:Databases:shop:ConnectionStringName", "Main", "Database 'shop' has no connection string: set Needs:Databases:shop:ConnectionString, or ConnectionStrings:Main (environment variable ConnectionStrings__Main).")]
    public void MistakeInASetting_IsNamedWithItsKeyAndARemedy(string key, string value, string message)
    {
        using var services = Services(("ConnectionStrings:default", "Server=1"), (key, value));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<Databases>());

        Assert.Contains(message, error.Failures);
    }

    private ServiceProvider Services(params (string Key, string? Value)[] settings) =>
        Registered.Services(all => all.AddNeeds(Registered.Configuration(settings), _factory));

    private IEnumerable<string> Sources() => _factory.Made.Select(source => source.ConnectionString);
}
