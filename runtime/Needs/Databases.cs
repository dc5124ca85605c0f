using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Needs.Leasing;
using Needs.Tenancy;

namespace Needs;

/// <summary>
/// The databases of an application: by name, and by credentials for those that are made on demand. Owns them all. Safe for use by many
/// threads.
/// </summary>
public sealed class Databases : IAsyncDisposable, IDisposable
{
    private readonly Dictionary<string, Database> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Tenants? _byKey;
    private bool _isDisposed;

    /// <summary>Collects named databases and, with a factory, those made on demand.</summary>
    /// <param name="named">The databases with fixed names.</param>
    /// <param name="factory">
    /// Makes the data source for credentials seen for the first time, or again after its connections were closed;
    /// <see langword="null"/> when there are none. Called once each time, also under concurrency; when it throws, the next caller tries
    /// again.
    /// </param>
    /// <param name="keyOptions">
    /// The options of the databases made on demand, except for their name, which is user, host and database of the key.
    /// Their clock is the one of <see cref="DatabasesOptions.IdleTimeout"/> too.
    /// </param>
    /// <param name="options">What the databases made on demand may use together; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">Two databases have the same name, or an option has no meaning.</exception>
    public Databases(
        IEnumerable<Database> named,
        Func<DatabaseKey, DbDataSource>? factory = null,
        DatabaseOptions? keyOptions = null,
        DatabasesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(named);
        foreach (var database in named)
        {
            if (!_byName.TryAdd(database.Name, database))
                throw new ArgumentException($"Two databases are named '{database.Name}'.", nameof(named));
            Adopt(database);
        }

        Names = [.. _byName.Keys.Order(StringComparer.Ordinal)];
        var forKeys = (keyOptions ?? new DatabaseOptions()).WithName(DatabaseOptions.DefaultName);
        forKeys.Validate();
        options ??= new DatabasesOptions();
        options.Validate();
        if (factory is not null) _byKey = new Tenants(factory, forKeys, options);
    }

    /// <summary><see cref="Database.ReturnFailed"/> of all databases, those made later included.</summary>
    public event Action<ReturnFailure>? ReturnFailed;

    /// <summary><see cref="Database.ShutdownTimedOut"/> of all databases, those made later included.</summary>
    public event Action<UnreturnedLeases>? ShutdownTimedOut;

    /// <summary><see cref="Database.HeldTooLong"/> of all databases, those made later included.</summary>
    public event Action<LongHold>? HeldTooLong;

    /// <summary><see cref="Database.Retried"/> of all databases, those made later included.</summary>
    public event Action<HandlerRetry>? Retried;

    /// <summary>The names of the named databases, sorted.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The database of that name. Names are compared without regard to case, as the keys of a configuration are.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the names that exist.</exception>
    public Database this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return _byName.TryGetValue(name, out var database) ? database : throw Unknown(name);
        }
    }

    /// <summary>Looks for the database of that name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="database">The database, or <see langword="null"/> when there is none.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out Database? database) => _byName.TryGetValue(name, out database);

    /// <summary>The database for these credentials, made when they are seen for the first time.</summary>
    /// <param name="key">The credentials.</param>
    /// <exception cref="InvalidOperationException">There is no factory to make databases by key.</exception>
    /// <exception cref="ObjectDisposedException">The databases are closed or closing.</exception>
    /// <remarks>
    /// What the factory throws surfaces as it is and is not remembered. The database stays of use when its connections were closed because
    /// others needed them, or because it was not used for long: the next loan opens one again.
    /// </remarks>
    public Database Get(DatabaseKey key)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        if (_byKey is null) throw new InvalidOperationException($"No database can be made for {key}: these databases were set up without a factory.");
        return _byKey.Find(key) ?? _byKey.GetOrAdd(key, Adopt);
    }

    /// <summary>The leases of all databases that are out now. A copy: it does not change.</summary>
    public IReadOnlyList<LeaseInfo> GetLeases() => [.. All().SelectMany(database => database.GetLeases())];

    /// <summary>
    /// Who holds what of each database that exists now: the named ones, sorted by name, then those made on demand, in the order in which
    /// they were made. A copy: it does not change.
    /// </summary>
    public IReadOnlyList<DatabaseStatus> GetStatus() =>
        [.. Names.Select(name => _byName[name]).Concat(_byKey?.All() ?? []).Select(database => database.GetStatus())];

    /// <summary>What the databases made by credentials use together; <see langword="null"/> when none can be made.</summary>
    public TenantsStatus? GetTenantsStatus() => _byKey?.GetStatus();

    /// <summary><see cref="Database.DrainAsync"/> of all databases, at the same time.</summary>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <returns>Whether all leases came back.</returns>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken = default) =>
        (await Task.WhenAll(All().Select(database => database.DrainAsync(cancellationToken))).ConfigureAwait(false)).All(isIdle => isIdle);

    /// <summary>
    /// Disposes of all databases. They wait for their leases at the same time, so the wait is that of the slowest, not the sum.
    /// </summary>
    /// <exception cref="AggregateException">Several data sources failed to close; one that fails alone surfaces as it is.</exception>
    public void Dispose()
    {
        List<Exception> errors = [];
        foreach (var database in Close())
        {
            try
            {
                database.Dispose();
            }
            catch (Exception error)
            {
                errors.Add(error);
            }
        }

        ThrowIfAny(errors);
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        List<Exception> errors = [];
        foreach (var database in Close())
        {
            try
            {
                await database.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception error)
            {
                errors.Add(error);
            }
        }

        ThrowIfAny(errors);
    }

    private void Adopt(Database database)
    {
        database.ReturnFailed += failure => ReturnFailed.Tell(failure);
        database.ShutdownTimedOut += unreturned => ShutdownTimedOut.Tell(unreturned);
        database.HeldTooLong += hold => HeldTooLong.Tell(hold);
        database.Retried += retry => Retried.Tell(retry);
    }

    private IEnumerable<Database> All() => _byName.Values.Concat(_byKey?.All() ?? []);

    private Database[] Close()
    {
        Volatile.Write(ref _isDisposed, true);
        _byKey?.Close();
        var databases = All().ToArray();
        foreach (var database in databases) database.BeginShutdown();
        return databases;
    }

    private static void ThrowIfAny(List<Exception> errors)
    {
        if (errors.Count == 1) ExceptionDispatchInfo.Throw(errors[0]);
        if (errors.Count > 1) throw new AggregateException(errors);
    }

    private KeyNotFoundException Unknown(string name) => new(
        Names.Count == 0
            ? $"There is no database named '{name}': none is registered."
            : $"There is no database named '{name}'. There are: {string.Join(", ", Names.Select(known => $"'{known}'"))}.");
}
