using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>What the methods of ADO.NET, its drivers, Dapper, EF Core and the base library do to resources.</summary>
internal sealed class CallTable(DatabaseTypes types, TrackedNames names)
{
    public CallKind KindOf(IMethodSymbol method)
    {
        method = method.ReducedFrom ?? method;
        if (names.Acquires(method))
            return CallKind.Acquire;
        if (names.Releases(method))
            return method.Parameters.Length == 0 ? CallKind.Release : CallKind.TakeOver;
        if (DoesNotReturn(method))
            return CallKind.Throw;

        var container = method.ContainingType;
        if (container is null)
            return CallKind.Unknown;

        // What a record's `with` calls.
        if (method.Name == "<Clone>$")
            return CallKind.Same;

        return types.KindOfItself(container) switch
        {
            TrackedKind.Connection => OfConnection(method),
            TrackedKind.Reader => Cursors.IsCursor(container) ? Cursors.KindOf(method) : OfReader(method),
            TrackedKind.Transaction => OfTransaction(method),
            TrackedKind.Command => OfCommand(method),
            TrackedKind.Context => OfContext(method),
            TrackedKind.Resource => IsDispose(method) ? CallKind.Release : CallKind.Unknown,
            _ when IsDispose(method) && TypeExtensions.IsDisposableInterface(container) => CallKind.Release,
            _ when types.IsDataSource(container) => OfDataSource(method),
            _ => OfOthers(method, container),
        };
    }

    /// <summary>Methods that end the life of what they are called on, whatever type they are called through.</summary>
    public static bool IsDispose(IMethodSymbol method) =>
        method is { Name: "Dispose" or "DisposeAsync" or "Close" or "CloseAsync", IsStatic: false, MethodKind: not MethodKind.LocalFunction }
        && method.Parameters.All(parameter => parameter.Type.Name is "CancellationToken" or "Boolean");

    /// <summary>What a method that no table knows and whose body is out of sight can be expected to give, by its name.</summary>
    public CallKind ByName(IMethodSymbol method)
    {
        if (types.KindOf(method.ReturnType) is not (TrackedKind.Connection or TrackedKind.Reader or TrackedKind.Transaction) || method.IsGenericMethod && method.ReturnType is ITypeParameterSymbol)
            return TakesOver(method.Name) ? CallKind.TakeOver : CallKind.Unknown;

        if (types.KindOf(method.ReturnType) == TrackedKind.Connection)
        {
            return StartsWith(method.Name, "Open") || StartsWith(method.Name, "Rent") || StartsWith(method.Name, "CreateOpen") || StartsWith(method.Name, "CreateAndOpen")
                    || StartsWith(method.Name, "Create") && method.Name.Contains("Open") || StartsWith(method.Name, "NewOpen")
                ? CallKind.Acquire
                : StartsWith(method.Name, "Create") || StartsWith(method.Name, "New") || StartsWith(method.Name, "Make") || StartsWith(method.Name, "Build")
                    ? CallKind.Create
                    : CallKind.Unknown;
        }

        return StartsWith(method.Name, "Begin") || StartsWith(method.Name, "ExecuteReader") ? CallKind.Acquire : CallKind.Unknown;
    }

    private static bool TakesOver(string name) =>
        StartsWith(name, "Return") || StartsWith(name, "Release") || StartsWith(name, "Recycle") || StartsWith(name, "GiveBack") || StartsWith(name, "Free")
        || StartsWith(name, "Dispose") || StartsWith(name, "Close") || StartsWith(name, "Register") || StartsWith(name, "Add") || StartsWith(name, "TryAdd")
        || StartsWith(name, "Enqueue") || StartsWith(name, "Push") || StartsWith(name, "Track") || StartsWith(name, "Attach") || StartsWith(name, "PutBack")
        || StartsWith(name, "TakeOver") || StartsWith(name, "Own") || StartsWith(name, "Write") || StartsWith(name, "TryWrite") || StartsWith(name, "Post")
        || StartsWith(name, "Set") || StartsWith(name, "TrySet") || StartsWith(name, "Store") || StartsWith(name, "Cleanup") || StartsWith(name, "Safe");

    private static bool StartsWith(string text, string start) =>
        text.StartsWith(start, StringComparison.Ordinal) && (text.Length == start.Length || !char.IsLower(text[start.Length]));

    private static bool DoesNotReturn(IMethodSymbol method) =>
        method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "DoesNotReturnAttribute");

    private CallKind OfConnection(IMethodSymbol method) => method.Name switch
    {
        "Open" or "OpenAsync" => CallKind.Open,
        "Close" or "CloseAsync" or "Dispose" or "DisposeAsync" => CallKind.Release,
        "BeginTransaction" or "BeginTransactionAsync" or "BeginDbTransaction" or "BeginDbTransactionAsync" => CallKind.Acquire,
        "CreateCommand" or "CreateBatch" or "CreateDbCommand" => CallKind.Command,
        "BeginBinaryImport" or "BeginBinaryExport" => CallKind.Query,
        "ClearPool" or "ClearPoolAsync" or "ClearAllPools" or "ClearAllPoolsAsync" or "EnlistTransaction" or "GetHashCode" or "Equals" or "ToString" => CallKind.Harmless,
        _ when method.IsInSource() => CallKind.Unknown,
        _ => CallKind.Query,
    };

    private static CallKind OfReader(IMethodSymbol method) => method.Name switch
    {
        "Close" or "CloseAsync" or "Dispose" or "DisposeAsync" => CallKind.Release,
        "GetEnumerator" => CallKind.Harmless,
        _ when method.IsInSource() => CallKind.Unknown,
        _ => CallKind.Query,
    };

    private static CallKind OfTransaction(IMethodSymbol method) => method.Name switch
    {
        "Dispose" or "DisposeAsync" => CallKind.Release,
        "Commit" or "CommitAsync" => CallKind.Release,

        // To a savepoint: the transaction goes on.
        "Rollback" or "RollbackAsync" => method.Parameters.Any(p => p.Type.SpecialType == SpecialType.System_String) ? CallKind.Query : CallKind.Release,
        _ when method.IsInSource() => CallKind.Unknown,
        _ => CallKind.Query,
    };

    private static CallKind OfCommand(IMethodSymbol method) => method.Name switch
    {
        "ExecuteReader" or "ExecuteReaderAsync" or "ExecuteDbDataReader" or "ExecuteDbDataReaderAsync" => CallKind.Acquire,
        "ExecuteXmlReader" or "ExecuteXmlReaderAsync" => CallKind.Query,
        "Dispose" or "DisposeAsync" or "Cancel" or "CreateParameter" or "CreateBatchCommand" => CallKind.Harmless,
        _ when method.IsInSource() => CallKind.Unknown,
        _ => CallKind.Query,
    };

    private static CallKind OfContext(IMethodSymbol method) => method.Name switch
    {
        "BeginTransaction" or "BeginTransactionAsync" => CallKind.Acquire,
        "Dispose" or "DisposeAsync" => CallKind.Release,
        _ when method.IsInSource() && !method.ContainingNamespace.IsWithin("Microsoft.EntityFrameworkCore") => CallKind.Unknown,
        _ => CallKind.Query,
    };

    private static CallKind OfDataSource(IMethodSymbol method) => method.Name switch
    {
        "OpenConnection" or "OpenConnectionAsync" or "OpenDbConnection" or "OpenDbConnectionAsync" => CallKind.Acquire,
        "CreateConnection" or "CreateDbConnection" => CallKind.Create,
        "CreateCommand" or "CreateBatch" => CallKind.Harmless,
        _ => CallKind.Unknown,
    };

    private CallKind OfOthers(IMethodSymbol method, INamedTypeSymbol container)
    {
        var space = container.ContainingNamespace;
        if (method.IsInSource() && !space.IsWithin("Microsoft.EntityFrameworkCore"))
            return CallKind.Unknown;
        if (Cursors.Opens(method))
            return CallKind.Acquire;

        if (space.IsWithin("Dapper"))
        {
            return types.KindOf(method.ReturnType) == TrackedKind.Reader ? CallKind.Acquire : CallKind.Query;
        }

        if (space.IsWithin("Microsoft.EntityFrameworkCore"))
        {
            return method.Name switch
            {
                "BeginTransaction" or "BeginTransactionAsync" => CallKind.Acquire,
                "GetDbConnection" or "GetDbTransaction" or "UseTransaction" or "UseTransactionAsync" => CallKind.Harmless,
                "CreateDbContext" or "CreateDbContextAsync" => CallKind.Create,
                "SuppressWithResult" => CallKind.Same,
                _ => CallKind.Query,
            };
        }

        if (container.Name == "DbProviderFactory" || container.BaseType?.Name == "DbProviderFactory")
        {
            return method.Name switch
            {
                "CreateConnection" => CallKind.Create,
                "CreateCommand" or "CreateBatch" => CallKind.Command,
                _ => CallKind.Harmless,
            };
        }

        return OfBaseLibrary(method, container, space);
    }

    private static CallKind OfBaseLibrary(IMethodSymbol method, INamedTypeSymbol container, INamespaceSymbol space)
    {
        switch (method.Name)
        {
            case "ConfigureAwait" or "AsTask" or "GetAwaiter" or "GetResult" or "WaitAsync" or "FromResult" or "Preserve" or "AsTransient"
                when space.IsWithin("System.Threading.Tasks") || space.IsWithin("System.Runtime.CompilerServices"):
                return CallKind.Same;
            case "WithCancellation" when space.IsWithin("System.Threading.Tasks") || IsConfiguredSequence(container):
            case "GetAsyncEnumerator" when IsConfiguredSequence(container):
                return CallKind.Same;
            case "MoveNextAsync" when IsConfiguredSequence(container):
                return CallKind.Harmless;
            case "DisposeAsync" when IsConfiguredSequence(container):
                return CallKind.Release;
            case "WhenAll" when container.Name == "Task":
                return CallKind.Same;
            case "RegisterForDispose" or "RegisterForDisposeAsync":
                return CallKind.TakeOver;
            case "SuppressFinalize" or "KeepAlive" or "ThrowIfNull" or "Equals" or "GetHashCode" or "ToString" or "GetType":
                return CallKind.Harmless;
        }

        // Reads to the end, and closes.
        if (method.Name == "Load" && container is { Name: "DataTable" or "DataSet" })
            return CallKind.TakeOver;

        if (space.IsWithin("System.Linq"))
            return method.Name is "First" or "Last" or "Single" or "FirstOrDefault" or "LastOrDefault" or "SingleOrDefault" or "ElementAt" or "ElementAtOrDefault"
                ? CallKind.Item
                : CallKind.Same;

        if (space.IsWithin("System.Collections") || container.SpecialType == SpecialType.System_Array)
        {
            return method.Name switch
            {
                "Add" or "TryAdd" or "Push" or "Enqueue" or "Insert" or "AddLast" or "AddFirst" or "AddOrUpdate" or "AddRange" or "PushRange" or "set_Item" or "TryUpdate" => CallKind.Add,
                "GetEnumerator" or "GetAsyncEnumerator" or "AsReadOnly" or "ToArray" or "ToList" or "ToImmutable" or "AsSpan" or "get_Values" or "Values" => CallKind.Same,
                "Pop" or "Dequeue" or "Peek" or "get_Item" or "get_Current" or "Find" => CallKind.Item,
                "MoveNext" or "MoveNextAsync" or "get_Count" or "get_IsEmpty" or "ContainsKey" or "Contains" or "get_Length" => CallKind.Harmless,
                _ => CallKind.Unknown,
            };
        }

        return space.IsWithin("System.Diagnostics") || space.IsWithin("Microsoft.Extensions.Logging") || container.Name == "Console" ? CallKind.Harmless : CallKind.Unknown;
    }

    /// <summary>What <c>await foreach</c> reads after <c>ConfigureAwait</c> or <c>WithCancellation</c>: the sequence, or its enumerator.</summary>
    private static bool IsConfiguredSequence(INamedTypeSymbol container) =>
        (container.ContainingType ?? container) is { Name: "ConfiguredCancelableAsyncEnumerable" } type
        && type.ContainingNamespace.IsWithin("System.Runtime.CompilerServices");
}
