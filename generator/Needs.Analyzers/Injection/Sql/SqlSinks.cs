using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Needs.Analyzers.Flow;
using Needs.Endpoints;

namespace Needs.Analyzers.Injection.Sql;

/// <summary>What runs a text as SQL: properties, and parameters of methods and constructors.</summary>
internal sealed class SqlSinks(DatabaseTypes types)
{
    private readonly ConcurrentDictionary<IMethodSymbol, int> _parameters = new(SymbolEqualityComparer.Default);

    /// <summary>The name of the property that gets the text of a command.</summary>
    public const string TextProperty = "CommandText";

    public bool IsText(IPropertySymbol property) => property.Name == TextProperty && IsCommand(property.ContainingType);

    /// <summary>The ordinal of the parameter that takes SQL text; negative for none.</summary>
    public int ParameterOf(IMethodSymbol method) => _parameters.GetOrAdd(method.OriginalDefinition, Find);

    /// <summary>What the message calls the sink.</summary>
    public static string NameOf(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor ? $"'new {method.ContainingType.Name}'" : $"'{method.Name}'";

    private int Find(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.Constructor)
            return OfConstructor(method);
        if (method.Name is "OpenCursor" or "OpenCursorAsync")
            return Named(method, "sql");

        var container = method.ContainingType;
        if (container is null)
            return -1;

        var space = container.ContainingNamespace;
        if (space.IsWithin("Microsoft.EntityFrameworkCore") || space.IsWithin("System.Data.Entity"))
            return IsRaw(method.Name) ? Named(method, "sql") : -1;
        if (!method.DeclaringSyntaxReferences.IsEmpty)
            return -1;
        if (space.IsWithin("Dapper"))
            return Named(method, "sql", "commandText");
        if (container.Name is "MySqlHelper" or "SqlHelper" || types.IsDataSource(container)
            || types.KindOfItself(container) is TrackedKind.Connection or TrackedKind.Command)
        {
            return Named(method, "commandText", "cmdText", "sql", "copyFromCommand", "copyToCommand");
        }

        return -1;
    }

    private int OfConstructor(IMethodSymbol constructor)
    {
        var type = constructor.ContainingType;
        if (type.HasName("Dapper.CommandDefinition"))
            return Named(constructor, "commandText");
        return IsCommand(type) && constructor.DeclaringSyntaxReferences.IsEmpty ? Named(constructor, "commandText", "cmdText", "selectCommandText", "selectCommand", "sql") : -1;
    }

    private bool IsCommand(INamedTypeSymbol type) =>
        types.KindOfItself(type) == TrackedKind.Command || type.Derives("System.Data.Common.DbBatchCommand");

    private static bool IsRaw(string name) => name is "FromSqlRaw" or "ExecuteSqlRaw" or "ExecuteSqlRawAsync" or "SqlQueryRaw" or "ExecuteSqlCommand" or "ExecuteSqlCommandAsync"
        or "FromSql" or "ExecuteSql" or "ExecuteSqlAsync" or "SqlQuery" or "FromSqlInterpolated" or "ExecuteSqlInterpolated" or "ExecuteSqlInterpolatedAsync";

    private static int Named(IMethodSymbol method, params string[] names)
    {
        foreach (var parameter in method.Parameters)
        {
            if (names.Contains(parameter.Name)
                && (parameter.Type.SpecialType == SpecialType.System_String || parameter.Type.Name is "FormattableString" or "RawSqlString" || parameter.Type.Name.EndsWith("SqlHandler", StringComparison.Ordinal)))
            {
                return parameter.Ordinal;
            }
        }

        return -1;
    }
}
