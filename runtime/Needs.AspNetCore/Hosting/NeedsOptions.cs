namespace Needs.AspNetCore;

/// <summary>What <c>AddNeeds</c> collects: the databases of the application and how they are closed.</summary>
/// <remarks>Checked when the application starts; whatever is wrong is reported then, all of it in one exception.</remarks>
public sealed class NeedsOptions
{
    /// <summary>
    /// The name of the database lent to a handler that names none. When <see langword="null"/>, the one named <c>default</c>;
    /// without one of that name, the only one there is.
    /// </summary>
    public string? DefaultDatabase { get; set; }

    /// <summary>
    /// How long a stopping application waits for handlers to give their connections back, for databases without a time of their own.
    /// 30 seconds unless set; the host's own shutdown timeout bounds it too.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether a handler that holds a connection may call one that borrows another from the same database, for databases that say nothing
    /// else. <see langword="null"/> unless set: refused in the environment <c>Development</c>, allowed, and not checked, elsewhere.
    /// </summary>
    public NestedLoans? NestedLoans { get; set; }

    /// <summary>
    /// How many connections of a database are lent at once, at most, for databases without a number of their own. <see langword="null"/>,
    /// which it is unless set: as many as the driver's pool gives.
    /// </summary>
    public int? MaxLeases { get; set; }

    /// <summary>
    /// How long a handler waits for its connection before it is refused (an endpoint answers 503 then), for databases without a time of
    /// their own. <see langword="null"/>, which it is unless set: see <see cref="DatabaseOptions.WaitLimit"/>.
    /// </summary>
    public TimeSpan? WaitLimit { get; set; }

    /// <summary>
    /// How long a connection is held before a warning is logged, for databases without a time of their own. 30 seconds unless set;
    /// <see cref="Timeout.InfiniteTimeSpan"/> for never.
    /// </summary>
    public TimeSpan HoldWarning { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>When it is undone what a handler leaves behind on its session, for databases that say nothing else. At the return unless set.</summary>
    public SessionReset SessionReset { get; set; }

    /// <summary>
    /// What the databases that <c>AddTenants</c> makes may use together: by default, as many connections as their pools allow, each key's
    /// closed after 10 minutes without use.
    /// </summary>
    public DatabasesOptions TenantLimits { get; } = new();

    /// <summary>How much of a form is read before it is refused with 413, where a handler says nothing else. Safe defaults; change what you need.</summary>
    public FormLimits FormLimits { get; } = new();

    /// <summary>
    /// Other sites whose pages may post forms to this application, as browsers write them: <c>https://partner.example</c>. None unless
    /// added.
    /// </summary>
    public IList<string> TrustedFormOrigins { get; } = [];

    internal List<DatabaseRegistration> Databases { get; } = [];

    internal List<TenantRegistration> Tenants { get; } = [];

    /// <summary>Whether something was said of forms, so that having no database is no mistake.</summary>
    internal bool SpeaksOfForms { get; set; }

    internal List<string> Problems { get; } = [];

    internal string? FindDefaultName() =>
        DefaultDatabase
        ?? Databases.Find(database => DatabaseNames.AreSame(database.Name, DatabaseOptions.DefaultName))?.Name
        ?? (Databases.Count == 1 ? Databases[0].Name : null);
}
