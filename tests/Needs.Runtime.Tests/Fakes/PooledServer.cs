using System.Collections.Concurrent;
using System.Data.Common;
using Needs.Testing;

namespace Needs.Runtime.Tests.Fakes;

/// <summary>
/// A server that counts its connections, and data sources of it that pool as drivers do: one that is disposed of closes what is idle at
/// once and the rest as it comes back.
/// </summary>
internal sealed class PooledServer
{
    private readonly ConcurrentDictionary<string, string> _passwords = new();
    private readonly ConcurrentQueue<PooledSource> _sources = new();
    private readonly ConcurrentDictionary<string, int> _byUser = new();
    private int _open;
    private int _mostOpen;
    private int _connects;

    public int Open => Volatile.Read(ref _open);

    public int MostOpen => Volatile.Read(ref _mostOpen);

    /// <summary>Connections made so far.</summary>
    public int Connects => Volatile.Read(ref _connects);

    /// <summary>Every data source that was made.</summary>
    public IReadOnlyCollection<PooledSource> Sources => _sources;

    /// <summary>What happens at each connect, and may fail or take its time.</summary>
    public Func<DatabaseKey, CancellationToken, Task>? Connecting { get; set; }

    /// <summary>What happens while a data source closes its idle connections.</summary>
    public Func<DatabaseKey, Task>? Closing { get; set; }

    public int OpenOf(string user) => _byUser.GetValueOrDefault(user);

    public IEnumerable<PooledSource> LiveSourcesOf(string user) => _sources.Where(source => source.Key.User == user && !source.IsDisposed);

    public DbDataSource Source(DatabaseKey key)
    {
        var source = new PooledSource(this, key);
        _sources.Enqueue(source);
        return source;
    }

    /// <summary>From now on the user gets in with this password only; who is in stays in, as with MySQL.</summary>
    public void SetPassword(string user, string password) => _passwords[user] = password;

    public async Task ConnectAsync(DatabaseKey key, CancellationToken cancellationToken)
    {
        if (Connecting is { } connecting) await connecting(key, cancellationToken);
        if (_passwords.TryGetValue(key.User, out var password) && password != key.Password)
            throw new FakeDbException($"Access denied for user '{key.User}'");
        Interlocked.Increment(ref _connects);
        _byUser.AddOrUpdate(key.User, 1, static (_, count) => count + 1);
        var open = Interlocked.Increment(ref _open);
        for (var most = _mostOpen; open > most; most = _mostOpen) Interlocked.CompareExchange(ref _mostOpen, open, most);
    }

    public void Disconnect(DatabaseKey key)
    {
        _byUser.AddOrUpdate(key.User, 0, static (_, count) => count - 1);
        Interlocked.Decrement(ref _open);
    }
}
