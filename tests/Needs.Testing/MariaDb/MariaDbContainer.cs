using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace Needs.Testing.MariaDb;

internal sealed class MariaDbContainer : MariaDbServer
{
    private const string Image = "mariadb:10.11";
    private const int PortInside = 3306;

    private readonly IContainer _container;

    private MariaDbContainer()
    {
        Port = FreePort.Find();
        _container = new ContainerBuilder(Image)
            .WithCommand("--max-connections=2000")
            .WithEnvironment("MARIADB_ROOT_PASSWORD", Password)
            .WithEnvironment("MARIADB_DATABASE", DatabaseName)
            .WithPortBinding(Port, PortInside)
            .WithCreateParameterModifier(static container => container.StopSignal = "SIGKILL")
            .WithWaitStrategy(Wait.ForUnixContainer().UntilMessageIsLogged($"port: {PortInside}"))
            .Build();
    }

    protected override string User => "root";

    public static async Task<MariaDbServer> StartNewAsync()
    {
        var server = new MariaDbContainer();
        try
        {
            await server._container.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public override Task KillAsync() => _container.StopAsync();

    public override Task RestartAsync() => _container.StartAsync();

    public override ValueTask DisposeAsync() => _container.DisposeAsync();
}
