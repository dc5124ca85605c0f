using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>One way for a web application to come by its connections. Each runs in a process of its own, with a schema and a pool of its own.</summary>
internal abstract class Contestant(string key, string name)
{
    public static Contestant Needs { get; } = new WithNeeds("needs", "Needs", SessionReset.AtReturn);

    /// <summary>Leaves to the driver what all others leave to it.</summary>
    public static Contestant NeedsByDriver { get; } = new WithNeeds("needs_by_driver", "Needs, SessionReset.ByDriver", SessionReset.ByDriver);

    public static Contestant Hand { get; } = new ByHand("hand", "by hand, best order");

    public static Contestant HandFirst { get; } = new ByHandConnectionFirst("hand_first", "by hand, connection first");

    public static Contestant Transient { get; } = new InjectedTransient("transient", "injected, transient");

    public static Contestant Scoped { get; } = new InjectedScoped("scoped", "injected, scoped");

    public static IReadOnlyList<Contestant> All { get; } =
    [
        Needs, NeedsByDriver, Hand, HandFirst, Transient, Scoped,
        new WithEntityFramework("ef", "EF Core, pooled context"), new WithDapper("dapper", "Dapper"),
    ];

    /// <summary>In names of schemas and on the command line.</summary>
    public string Key => key;

    public string Name => name;

    /// <summary>Says how connections are had.</summary>
    public abstract void AddServices(IServiceCollection services, string connectionString);

    /// <summary>Maps <c>GET /orders/{id}</c>, <c>POST /orders/{number}</c>, <c>GET /articles</c> and <c>POST /uploads</c>.</summary>
    public abstract void Map(IEndpointRouteBuilder endpoints);

    public override string ToString() => name;
}
