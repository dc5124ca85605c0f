using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Hosting;

public sealed class NestedLoansTests
{
    private static readonly HandlerDescriptor Second = new("Shop.Orders.Lines");

    [Theory]
    [InlineData("Development", NestedLoans.Refuse)]
    [InlineData("Staging", NestedLoans.Allow)]
    [InlineData("Production", NestedLoans.Allow)]
    public void NothingIsSaid_EnvironmentDecides(string environment, NestedLoans expected)
    {
        using var host = Build(environment, _ => { });

        Assert.Equal(expected, Try(host.Services.GetRequiredService<Database>()));
        Assert.Equal(expected, Try(host.Services.GetRequiredService<Databases>().Get(Tenant)));
    }

    [Theory]
    [InlineData("Development", NestedLoans.Allow)]
    [InlineData("Production", NestedLoans.Refuse)]
    public void SaidForAll_HoldsInEveryEnvironment(string environment, NestedLoans said)
    {
        using var host = Build(environment, needs => needs.Services.Configure<NeedsOptions>(options => options.NestedLoans = said));

        Assert.Equal(said, Try(host.Services.GetRequiredService<Database>()));
        Assert.Equal(said, Try(host.Services.GetRequiredService<Databases>().Get(Tenant)));
    }

    [Theory]
    [InlineData("Development", NestedLoans.Allow)]
    [InlineData("Production", NestedLoans.Refuse)]
    public void SaidForOneDatabase_HoldsForThatOne(string environment, NestedLoans said)
    {
        using var host = Build(environment, needs => needs.AddDatabase("one", new FakeDataSource(), options => options.NestedLoans = said));

        Assert.Equal(said, Try(host.Services.GetRequiredKeyedService<Database>("one")));
        Assert.NotEqual(said, Try(host.Services.GetRequiredKeyedService<Database>("default")));
    }

    [Fact]
    public void NoHost_IsNoDevelopment()
    {
        using var services = Registered.Databases(needs => needs.AddDatabase(new FakeDataSource()));

        Assert.Equal(NestedLoans.Allow, Try(services.GetRequiredService<Database>()));
    }

    [Theory]
    [InlineData("refuse", NestedLoans.Refuse)]
    [InlineData("Allow", NestedLoans.Allow)]
    public void SaidInConfiguration_Holds(string text, NestedLoans expected)
    {
        using var services = Registered.Services(all => all.AddNeeds(
            Registered.Configuration(("ConnectionStrings:default", "Server=1"), ("Needs:NestedLoans", text)), new FakeProviderFactory()));

        Assert.Equal(expected, Try(services.GetRequiredService<Database>()));
    }

    private static DatabaseKey Tenant => new("tenant", "secret", "host", "shop");

    private static IHost Build(string environment, Action<NeedsBuilder> configure)
    {
        var application = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        application.Services.AddNeeds(needs =>
        {
            needs.AddDatabase(new FakeDataSource()).AddTenants(_ => new FakeDataSource(), _ => null);
            configure(needs);
        });
        return application.Build();
    }

    /// <summary>What the database does when a second connection is borrowed while one is held.</summary>
    private static NestedLoans Try(Database database)
    {
        using var first = database.Lend(Registered.Handler);
        try
        {
            database.Lend(Second).Return();
            return NestedLoans.Allow;
        }
        catch (InvalidOperationException refused)
        {
            Assert.StartsWith($"'Shop.Orders.Find' holds a connection of database '{database.Name}', and 'Shop.Orders.Lines'", refused.Message);
            return NestedLoans.Refuse;
        }
    }
}
