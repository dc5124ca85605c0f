using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>What calls of drivers and libraries run on connections, start, keep, defer or wait for.</summary>
internal static class LendingTable
{
    private static readonly string[] SlowSpaces =
    [
        "System.Net", "MailKit", "Grpc", "Azure", "Amazon", "RestSharp", "Flurl", "Refit", "RabbitMQ", "Confluent", "Twilio", "SendGrid", "Stripe", "Minio",
    ];

    private static readonly string[] SlowNames =
        ["Http", "Mail", "Email", "Smtp", "Sms", "Client", "Gateway", "Api", "Webhook", "Publisher", "Bus", "Notifier", "Mailer", "Sender"];

    private static readonly string[] KeepingNames =
    [
        "Add", "TryAdd", "Set", "TrySet", "Enqueue", "TryEnqueue", "Push", "TryPush", "Write", "TryWrite", "Post", "Register", "Subscribe", "Schedule", "Queue",
        "GetOrAdd", "GetOrCreate", "AddOrUpdate", "Store", "Put", "Cache", "Insert", "Remember", "Keep", "Attach", "Defer", "Append", "Send", "Track",
    ];

    /// <summary>What a method of a table asks of the connection that it is called on.</summary>
    public static UseNeeds NeedsOf(IMethodSymbol method, CallKind kind, DatabaseTypes types)
    {
        const UseNeeds Command = UseNeeds.Open | UseNeeds.NoReader;
        if (Cursors.Opens(method))
            return Command;
        if (Cursors.IsCursor(method.ContainingType))
            return Cursors.Reads(method) ? UseNeeds.Open : UseNeeds.None;
        if (kind == CallKind.Release)
            return method.Name is "Commit" or "CommitAsync" ? Command : UseNeeds.None;
        if (kind == CallKind.Open)
            return UseNeeds.InTurn;
        if (kind is not (CallKind.Query or CallKind.Acquire))
            return UseNeeds.None;

        var container = method.ContainingType;
        switch (types.KindOfItself(container))
        {
            case TrackedKind.Reader:
                return IsDapper(method) ? UseNeeds.Open
                    : method.Name is "Read" or "ReadAsync" or "NextResult" or "NextResultAsync" ? UseNeeds.Open
                    : UseNeeds.Open | UseNeeds.InTurn;
            case TrackedKind.Command:
                return method.Name is "Fill" or "FillAsync" or "Update" ? Command | UseNeeds.OpensItself
                    : StartsWithAny(method.Name, "Execute", "Prepare", "WriteToServer", "Load") ? Command
                    : UseNeeds.None;
            case TrackedKind.Connection:
                return kind == CallKind.Acquire || StartsWithAny(method.Name, "ChangeDatabase", "Ping", "ResetConnection", "BeginBinary", "BeginText", "GetSchema") ? Command : UseNeeds.None;
            case TrackedKind.Transaction:
                return StartsWithAny(method.Name, "Save", "Release") ? Command : UseNeeds.None;
            case TrackedKind.None when IsDapper(method):
                return method.Name == "Parse" ? UseNeeds.None : Command | UseNeeds.OpensItself;
            default:
                return UseNeeds.None;
        }
    }

    /// <summary>Drivers whose connections let several readers be open.</summary>
    public static bool AllowsReaders(Entity session)
    {
        var name = session.Type?.Name ?? "";
        return StartsWithAny(name, "Sqlite", "SQLite", "Oracle", "Fb", "Firebird", "DuckDB", "OleDb")
            || session.Site is IObjectCreationOperation creation && creation.Arguments.Any(argument =>
                argument.Value.ConstantValue is { HasValue: true, Value: string text } && AllowsReaders(text));
    }

    /// <summary>Whether a connection string asks for several active result sets.</summary>
    public static bool AllowsReaders(string connectionString) =>
        connectionString.Replace(" ", "").IndexOf("MultipleActiveResultSets=true", StringComparison.OrdinalIgnoreCase) >= 0;

    public static bool IsLinq(IMethodSymbol method) =>
        method.ContainingType is { Name: "Enumerable" or "Queryable" or "AsyncEnumerable" or "ParallelEnumerable" } type && type.ContainingNamespace.IsWithin("System.Linq");

    /// <summary>Whether a type is read by whoever has it, when they like.</summary>
    public static bool IsSequence(ITypeSymbol type) =>
        type.Name is "IEnumerable" or "IQueryable" or "IOrderedEnumerable" or "IOrderedQueryable" or "IAsyncEnumerable" or "IOrderedAsyncEnumerable"
            or "ParallelQuery" or "OrderedParallelQuery" or "IGrouping";

    public static bool BeginsCopy(IMethodSymbol method) => StartsWithAny(method.Name, "BeginBinary", "BeginText", "BeginRaw");

    /// <summary>Gives a column as a stream, which is read from the reader.</summary>
    public static bool IsColumnStream(IMethodSymbol method) =>
        method.Name is "GetStream" or "GetStreamAsync" or "GetTextReader" or "GetTextReaderAsync"
        || method.Name is "GetFieldValue" or "GetFieldValueAsync" && method.TypeArguments is [{ Name: "Stream" or "TextReader" }];

    /// <summary>Whether a callback of that return type starts tasks.</summary>
    public static bool GivesTasks(ITypeSymbol type) =>
        DatabaseTypes.IsAwaitable(type) || IsSequence(type) && type is INamedTypeSymbol { TypeArguments: [var item] } && DatabaseTypes.IsAwaitable(item);

    public static bool IsStream(ITypeSymbol type) => type is INamedTypeSymbol { Name: "IAsyncEnumerable", Arity: 1 };

    /// <summary>Methods that read a sequence that they are given.</summary>
    public static bool ReadsToTheEnd(IMethodSymbol method) =>
        method.ContainingNamespace.IsWithin("System") && !method.ContainingNamespace.IsWithin("System.Threading") && method.Name is "Join" or "Concat" or "AddRange" or "InsertRange" or "UnionWith" or "ExceptWith" or "PushRange" or "AsList" or "ToList"
        || method.ContainingNamespace.IsWithin("Dapper") && method.Name == "AsList";

    /// <summary>Queries whose rows are read while they are enumerated.</summary>
    public static bool IsUnbuffered(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!IsDapper(method))
            return false;
        if (method.Name is "QueryUnbufferedAsync" or "ReadUnbufferedAsync" or "Parse")
            return true;
        return method.Name is "Query" or "Read" && call.Arguments.Any(argument =>
            argument.Parameter?.Name == "buffered" && argument.Value.ConstantValue is { HasValue: true, Value: false });
    }

    /// <summary>Runs its callbacks on several threads.</summary>
    public static bool IsParallel(IMethodSymbol method) =>
        method.ContainingType is { Name: "Parallel" } parallel && parallel.ContainingNamespace.IsWithin("System.Threading.Tasks")
        || method.ContainingType is { Name: "ParallelEnumerable" } && method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate);

    /// <summary>Takes a task that nobody waits for.</summary>
    public static bool Forgets(IMethodSymbol method) => method.Name.Contains("Forget") || method.Name is "NoAwait" or "Ignore" or "InBackground" or "RunInBackground";

    /// <summary>Starts its callback, and gives nothing to wait for.</summary>
    public static bool LeavesRunning(IMethodSymbol method) =>
        method.ContainingType.Name == "ThreadPool" && StartsWithAny(method.Name, "QueueUserWorkItem", "UnsafeQueueUserWorkItem");

    /// <summary>Whether something from outside that has a method of this name keeps what the method is given.</summary>
    public static bool Keeps(IMethodSymbol method) =>
        !(method.ContainingType.Name is "CancellationToken" or "Interlocked" or "Console" || method.ContainingNamespace.IsWithin("System.Diagnostics") || method.ContainingNamespace.IsWithin("System.Threading.Tasks") && method.ContainingType.Name != "TaskCompletionSource"
            || IsDapper(method) || method.ContainingNamespace.IsWithin("Microsoft.Extensions.Logging") || method.Name.StartsWith("RegisterForDispose", StringComparison.Ordinal))
        && !(method.Name.Contains("Write") && !method.ContainingNamespace.IsWithin("System.Threading"))
        && (KeepingNames.Any(name => StartsWithWord(method.Name, name))
            || StartsWithWord(method.Name, "On") && method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate));

    /// <summary>
    /// Whether a method that keeps things keeps this argument. One that asks for a connection works with it,
    /// and one that makes what is missing runs its callback at once.
    /// </summary>
    public static bool Keeps(IMethodSymbol method, IParameterSymbol parameter) => parameter.OriginalDefinition.Type switch
    {
        { TypeKind: TypeKind.Delegate } => !MakesWhatIsMissing(method),
        _ when MakesWhatIsMissing(method) && method.Parameters.Any(other => other.Type.TypeKind == TypeKind.Delegate) => parameter.Name is "value" or "addValue",
        ITypeParameterSymbol { ConstraintTypes: [var constraint, ..] } when IsOfDatabase(constraint) => false,
        { TypeKind: TypeKind.TypeParameter or TypeKind.Dynamic } or { SpecialType: SpecialType.System_Object } => true,
        var type => !IsOfDatabase(type) && type.SpecialType == SpecialType.None && !DatabaseTypes.IsAwaitable(method.ReturnType),
    };

    private static bool IsOfDatabase(ITypeSymbol type) => type.AllInterfaces.Concat([type]).Any(part => part.ContainingNamespace.IsWithin("System.Data"));

    /// <summary>Asks its callback for what it does not have yet.</summary>
    public static bool MakesWhatIsMissing(IMethodSymbol method) => StartsWithAny(method.Name, "GetOr", "AddOrUpdate");

    public static bool Removes(IMethodSymbol method) => StartsWithAny(method.Name, "Remove", "TryRemove", "Clear", "Evict", "TryTake", "Take", "Pop", "TryPop", "Dequeue", "TryDequeue");

    /// <summary>What is no database call, and takes its time.</summary>
    public static bool IsSlow(IMethodSymbol method)
    {
        if (!DatabaseTypes.IsAwaitable(method.ReturnType))
            return false;
        method = method.ReducedFrom ?? method;
        var type = method.ContainingType;
        return method.Name == "Delay" && type.Name == "Task"
            || method.Name == "WaitAsync" && type.Name == "SemaphoreSlim"
            || Array.Exists(SlowSpaces, space => type.ContainingNamespace.IsWithin(space))
            || Array.Exists(SlowNames, name => HasWord(type.Name, name)) && !type.ContainingNamespace.IsWithin("Microsoft.AspNetCore") && !type.Name.Contains("Db") && !type.Name.Contains("Sql");
    }

    private static bool IsDapper(IMethodSymbol method) => method.ContainingNamespace.IsWithin("Dapper");

    private static bool StartsWithAny(string name, params string[] starts) => Array.Exists(starts, start => name.StartsWith(start, StringComparison.Ordinal));

    private static bool HasWord(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.Ordinal);
        return at >= 0 && (at + word.Length == text.Length || !char.IsLower(text[at + word.Length]));
    }

    private static bool StartsWithWord(string text, string start) =>
        text.StartsWith(start, StringComparison.Ordinal) && (text.Length == start.Length || !char.IsLower(text[start.Length]));
}
