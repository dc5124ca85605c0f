using Microsoft.Extensions.Time.Testing;
using Needs.Runtime.Tests.Fakes;

namespace Needs.Runtime.Tests.Tenancy;

/// <summary>Databases by key over a server that counts its connections.</summary>
public abstract class TenantTest : IAsyncDisposable
{
    private readonly List<Databases> _made = [];

    internal PooledServer Server { get; } = new();

    protected FakeTimeProvider Time { get; } = new();

    public async ValueTask DisposeAsync()
    {
        // A test that failed has leases out, and its clock stands still.
        foreach (var databases in _made) await databases.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        GC.SuppressFinalize(this);
        Assert.Equal(0, Server.Open);
        Assert.All(Server.Sources, source => Assert.True(source.IsDisposed));
    }

    protected Databases Databases(int? maxConnections = null, TimeSpan? idleTimeout = null, DatabaseOptions? keyOptions = null)
    {
        var options = new DatabasesOptions { MaxConnections = maxConnections, IdleTimeout = idleTimeout ?? TimeSpan.FromMinutes(10) };
        var databases = new Databases([], Server.Source, keyOptions ?? new DatabaseOptions { TimeProvider = Time }, options);
        _made.Add(databases);
        return databases;
    }

    protected static DatabaseKey Key(string user, string password = "s3cret") => new(user, password, "db1", "shop");

    internal static readonly HandlerDescriptor Handler = new("Shop.Orders.Find");

    /// <summary>Waits for what happens beside the test.</summary>
    protected static async Task UntilAsync(Func<bool> condition, string what)
    {
        var giveUp = DateTime.UtcNow.AddSeconds(60);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < giveUp, $"Waited in vain: {what}");
            await Task.Delay(1);
        }
    }

    /// <summary>Lends and gives back once, so that the key has an idle connection.</summary>
    protected static async Task UseAsync(Database database) => await (await database.LendAsync(Handler)).ReturnAsync();
}
