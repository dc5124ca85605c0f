using System.Data.Common;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Needs.MySql.Tests.Load;

namespace Needs.MySql.Tests.Tenants;

[Collection(LoadCollection.Name)]
public sealed class TenantSecretsTests : IAsyncLifetime
{
    private const int Tenants = 200;
    private const int Cap = 20;
    private static readonly string[] Requests = ["/whose", "/fails?what=sql", "/fails?what=throw"];

    private TestDatabase _database = null!;
    private TestTenants _tenants = null!;
    private Output _output = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _tenants = await TestTenants.CreateAsync(_database, Tenants);
        _output = new Output(); // only now: the statements that create users say their passwords
    }

    public async Task DisposeAsync()
    {
        _output.Dispose();
        await _tenants.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task AllThatTwoHundredTenantsProduce_HoldsNoneOfTheirPasswords()
    {
        var keys = Keys();
        await using (var application = await TenantApplication.StartAsync(keys, CreateDataSource, Cap, Add, Use))
        {
            using var client = new HttpClient { BaseAddress = application.Address, Timeout = TimeSpan.FromMinutes(5) };
            await Parallel.ForEachAsync(Enumerable.Range(0, keys.Count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (tenant, _) =>
            {
                foreach (var path in Requests) await GetAsync(client, tenant, path);
            });
            await ExhaustAsync(application, client);
            foreach (var path in new[] { "/needs", "/needs/data", "/health" }) await GetAsync(client, 0, path);
            await LookAsync(application, keys);
        }

        AssertSomethingOfEachKindIsThere();
        AssertNoPassword(keys);
    }

    /// <summary>Right ones; wrong passwords; servers that are out of reach; users that nobody knows.</summary>
    private List<DatabaseKey> Keys() =>
    [
        .. _tenants.Keys,
        .. _tenants.Keys.Select(key => key with { Password = $"{key.Password}wrong" }).Where((_, number) => number % 4 == 0),
        .. _tenants.Keys.Select(key => key with { Host = "127.0.0.254" }).Where((_, number) => number % 40 == 0),
        .. _tenants.Keys.Select(key => key with { User = "nobody" }).Where((_, number) => number % 40 == 0),
    ];

    private DbDataSource CreateDataSource(IServiceProvider services, DatabaseKey key)
    {
        var text = TenantSources.Text(_tenants.Common(), key);
#if MYSQL_DATA
        return MySqlProviderFactory.Instance.CreateDataSource(text);
#else
        return new MySqlConnector.MySqlDataSourceBuilder(text).UseLoggerFactory(services.GetRequiredService<ILoggerFactory>()).Build();
#endif
    }

    private void Add(WebApplicationBuilder builder)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_output);
        builder.Services.AddHealthChecks().AddNeeds();
    }

    private void Use(WebApplication application)
    {
        application.UseDeveloperExceptionPage();
        application.MapNeedsStatus();
        application.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsync(string.Join('\n', report.Entries.Select(entry =>
        $"{entry.Key} {entry.Value.Status} {entry.Value.Description} {entry.Value.Exception} {string.Join(' ', entry.Value.Data.Select(data => $"{data.Key}={data.Value}"))}")));

    private async Task GetAsync(HttpClient client, int tenant, string path)
    {
        using var answer = await TenantApplication.GetAsync(client, tenant, path);
        _output.Add($"{(int)answer.StatusCode} {path}\n{answer.Headers}\n{await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Holds all that may be open, so that others are refused.</summary>
    private async Task ExhaustAsync(TenantApplication application, HttpClient client)
    {
        var holder = new HandlerDescriptor("Tests.Holder");
        var leases = new List<Lease>();
        for (var tenant = 0; tenant < Cap; tenant++)
            leases.Add(await application.Databases.Get(_tenants.Keys[tenant]).LendAsync(holder));
        for (var tenant = Cap; tenant < Cap + 5; tenant++)
        {
            await GetAsync(client, tenant, "/impatient");
            var busy = await Assert.ThrowsAsync<DatabaseBusyException>(() =>
                application.Databases.Get(_tenants.Keys[tenant]).LendAsync(new HandlerDescriptor("Tests.Late") { WaitMilliseconds = 10 }).AsTask());
            _output.Add(busy.ToString());
            foreach (var line in PublicFace.Of(busy.Holders)) _output.Add(line);
        }

        foreach (var lease in leases)
        {
            foreach (var line in PublicFace.Of(lease)) _output.Add(line);
            await lease.ReturnAsync();
        }
    }

    private async Task LookAsync(TenantApplication application, List<DatabaseKey> keys)
    {
        var databases = application.Databases;
        foreach (var key in keys)
        {
            foreach (var line in PublicFace.Of(key).Concat(PublicFace.Of(databases.Get(key)))) _output.Add(line);
            try
            {
                await (await databases.Get(key).LendAsync(new HandlerDescriptor("Tests.Look"))).ReturnAsync();
            }
            catch (Exception error)
            {
                _output.Add(error.ToString());
            }
        }

        foreach (var line in new object?[] { databases, databases.GetStatus(), databases.GetTenantsStatus(), databases.GetLeases() }.SelectMany(PublicFace.Of))
            _output.Add(line);
        _output.RecordObservables();
    }

    private void AssertSomethingOfEachKindIsThere()
    {
        var user = _tenants.Keys[0].User;
        Assert.True(_output.Has($"200 /whose"), "answers");
        Assert.True(_output.Has("Access denied for user"), "wrong passwords");
        Assert.True(_output.Has("503 /impatient"), "refusals");
        Assert.True(_output.Has($"metric Needs db.client.connection.use_time db.client.connection.pool.name={user}@"), "our metrics");
        Assert.True(_output.Has("\"databases\":"), "the status page's data");
        Assert.True(_output.Has("200 /health") || _output.Has("503 /health"), "the health check");
        Assert.True(_output.Has("Tests.Late waited"), "exhaustion");
#if !MYSQL_DATA
        Assert.True(_output.Has("metric MySqlConnector db.client.connections.usage"), "the driver's metrics");
        Assert.True(_output.Has("activity MySqlConnector "), "the driver's activities");
        Assert.True(_output.Has("MySqlConnector.ConnectionPool"), "the driver's log");
#endif
    }

    private void AssertNoPassword(List<DatabaseKey> keys)
    {
        var all = string.Join('\n', _output.Lines);
        Assert.DoesNotContain(TestTenants.Secret, all, StringComparison.OrdinalIgnoreCase);
        foreach (var key in keys)
        {
            Assert.False(all.Contains(key.Password[TestTenants.Secret.Length..], StringComparison.OrdinalIgnoreCase), $"the rest of {key}'s password");
            Assert.False(all.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(key.Password)), StringComparison.Ordinal), $"{key}'s password in base 64");
        }
    }
}
