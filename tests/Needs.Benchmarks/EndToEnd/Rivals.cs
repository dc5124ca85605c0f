namespace Needs.Benchmarks.EndToEnd;

/// <summary>All contestants at work, each with fast clients of its own.</summary>
internal sealed class Rivals : IAsyncDisposable
{
    private readonly ShopSchema _schema;
    private readonly List<(ContestantProcess Server, FastClients Clients)> _all = [];

    private Rivals(ShopSchema schema) => _schema = schema;

    public IReadOnlyList<(ContestantProcess Server, FastClients Clients)> All => _all;

    public static async Task<Rivals> StartAsync()
    {
        var rivals = new Rivals(await ShopSchema.CreateAsync());
        try
        {
            foreach (var contestant in Contestant.All)
            {
                var server = await ContestantProcess.StartAsync(contestant, rivals._schema.ConnectionString(contestant));
                rivals._all.Add((server, new FastClients(server.Address)));
            }

            await SameAnswers.CheckAsync([.. rivals._all.Select(rival => rival.Server)]);
            return rivals;
        }
        catch
        {
            await rivals.DisposeAsync();
            throw;
        }
    }

    public Task<long> CountPlacedAsync(Contestant contestant) => _schema.CountPlacedAsync(contestant);

    public async ValueTask DisposeAsync()
    {
        foreach (var (server, clients) in _all)
        {
            clients.Dispose();
            server.Dispose();
        }

        await _schema.DisposeAsync();
    }
}
