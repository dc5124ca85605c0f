using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>Which types of a compilation are connections, readers, transactions and so on.</summary>
internal sealed class DatabaseTypes
{
    private static readonly (string Name, TrackedKind Kind)[] Roots =
    [
        ("System.Data.IDbConnection", TrackedKind.Connection),
        ("System.Data.IDataReader", TrackedKind.Reader),
        ("System.Data.IDbTransaction", TrackedKind.Transaction),
        ("System.Data.IDbCommand", TrackedKind.Command),
        ("System.Data.Common.DbConnection", TrackedKind.Connection),
        ("System.Data.Common.DbDataReader", TrackedKind.Reader),
        ("System.Data.Common.DbTransaction", TrackedKind.Transaction),
        ("System.Data.Common.DbCommand", TrackedKind.Command),
        ("System.Data.Common.DbBatch", TrackedKind.Command),
        ("System.Data.Common.DataAdapter", TrackedKind.Command),
        ("System.Data.Common.DbCommandBuilder", TrackedKind.Command),
        ("Dapper.SqlMapper.GridReader", TrackedKind.Reader),
        (Cursors.TypeName, TrackedKind.Reader),
        ("Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction", TrackedKind.Transaction),
        ("Microsoft.EntityFrameworkCore.DbContext", TrackedKind.Context),
        ("Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade", TrackedKind.Context),
        ("MySqlConnector.MySqlBulkCopy", TrackedKind.Command),
        ("MySqlConnector.MySqlBulkLoader", TrackedKind.Command),
        ("MySql.Data.MySqlClient.MySqlBulkLoader", TrackedKind.Command),
        ("Microsoft.Data.SqlClient.SqlBulkCopy", TrackedKind.Command),
        ("System.Data.SqlClient.SqlBulkCopy", TrackedKind.Command),

        // Read from memory: nothing of a database is held.
        ("System.Data.DataTableReader", TrackedKind.None),
    ];

    private readonly ImmutableDictionary<ISymbol, TrackedKind> _roots;
    private readonly TrackedNames _names;
    private readonly ConcurrentDictionary<ITypeSymbol, TrackedKind> _kinds = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _carriers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _lenders = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _usable = new(SymbolEqualityComparer.Default);

    public DatabaseTypes(Compilation compilation, TrackedNames names)
    {
        var roots = ImmutableDictionary.CreateBuilder<ISymbol, TrackedKind>(SymbolEqualityComparer.Default);
        foreach (var (name, kind) in Roots)
        {
            // Several assemblies of one solution may have a copy of a driver's type: each of them counts.
            foreach (var type in compilation.GetTypesByMetadataName(Nested(name)))
                roots[type] = kind;
        }

        foreach (var name in names.TrackedTypes)
        {
            foreach (var type in compilation.GetTypesByMetadataName(name))
                roots[type] = TrackedKind.Resource;
        }

        _roots = roots.ToImmutable();
        _names = names;
        DataSource = compilation.GetTypeByMetadataName("System.Data.Common.DbDataSource");
    }

    public INamedTypeSymbol? DataSource { get; }

    /// <summary>Whether there is anything to track at all.</summary>
    public bool Any => !_roots.IsEmpty;

    /// <summary>What a type is; tasks and nullable values stand for what they carry.</summary>
    public TrackedKind KindOf(ITypeSymbol? type) => KindOfItself(Unwrapped(type));

    /// <summary>What a type itself is.</summary>
    public TrackedKind KindOfItself(ITypeSymbol? type)
    {
        return type is null || type.SpecialType != SpecialType.None && type.SpecialType != SpecialType.System_IDisposable
            ? TrackedKind.None
            : _kinds.GetOrAdd(type, Find);
    }

    public bool IsConnection(ITypeSymbol? type) => KindOf(type) == TrackedKind.Connection;

    public bool IsDataSource(ITypeSymbol? type) =>
        DataSource is not null && type is not null && type.InheritsFrom(DataSource);

    /// <summary>Whether an object of a type of this compilation, or a tuple, can hold a resource.</summary>
    public bool Carries(ITypeSymbol? type)
    {
        type = Unwrapped(type);
        return type switch
        {
            null => false,
            INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(element => MayHold(element.Type)),
            IArrayTypeSymbol array => MayHold(array.ElementType),
            INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named => _carriers.GetOrAdd(named, HasTrackedMember),
            _ => false,
        };
    }

    /// <summary>Whether what is done with a value of the type can be a use of a connection.</summary>
    public bool LeadsToUses(ITypeSymbol type) => _usable.GetOrAdd(type, candidate =>
        KindOf(candidate) is not (TrackedKind.None or TrackedKind.Resource or TrackedKind.Context) || Carries(candidate) || Lends(candidate) || HoldsItems(candidate));

    /// <summary>Whether a type is a Database, or has one.</summary>
    public bool Lends(ITypeSymbol type) => Loans.IsDatabase(type) || type.IsInSource() && _lenders.GetOrAdd(type, HasDatabase);

    private static bool HasDatabase(ITypeSymbol type) =>
        type.GetMembers().Any(member => member is IFieldSymbol { IsStatic: false } field && Loans.IsDatabase(field.Type))
        || type is INamedTypeSymbol named && named.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter => Loans.IsDatabase(parameter.Type)));

    /// <summary>Whether a method's result can be a resource, or something to dispose that holds one.</summary>
    public bool MayGive(IMethodSymbol method) =>
        MayHold(method.ReturnType)
        || method.IsInSource() && Unwrapped(method.ReturnType) is { IsReferenceType: true, SpecialType: not SpecialType.System_String } result
            && !IsAwaitable(result) && result.IsDisposable();

    /// <summary>Whether one can come from a value of the type to a resource: it is one, holds one, or enumerates some.</summary>
    public bool CanLeadTo(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { IsGenericType: true } generic)
            return generic.TypeArguments.Any(argument => MayLead(argument) || CanLeadTo(argument));
        return type is IArrayTypeSymbol array ? MayLead(array.ElementType) : MayLead(type);

        bool MayLead(ITypeSymbol candidate) => candidate.SpecialType is SpecialType.System_Object or SpecialType.System_IDisposable
            || candidate.SpecialType == SpecialType.System_Collections_IEnumerator || candidate is ITypeParameterSymbol
            || TypeExtensions.IsDisposableInterface(candidate) || MayHold(candidate);
    }

    /// <summary>Whether a type is a collection of resources.</summary>
    public bool HoldsItems(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => MayHold(array.ElementType) || TypeExtensions.IsDisposableInterface(array.ElementType),
        INamedTypeSymbol { IsGenericType: true } named => (named.ContainingNamespace.IsWithin("System.Collections") || named.Name is "Span" or "ReadOnlySpan")
            && named.TypeArguments.Any(argument => MayHold(argument) || TypeExtensions.IsDisposableInterface(argument)),
        _ => false,
    };

    /// <summary>Whether a value of the type is a resource or can hold one.</summary>
    public bool MayHold(ITypeSymbol? type) => KindOf(type) != TrackedKind.None || Carries(type);

    /// <summary>Whether a type is a task or the like.</summary>
    public static bool IsAwaitable(ITypeSymbol? type) =>
        type is { Name: "Task" or "ValueTask" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" };

    /// <summary>The type that a task, an awaitable or a nullable value carries.</summary>
    public static ITypeSymbol? Unwrapped(ITypeSymbol? type)
    {
        while (type is INamedTypeSymbol { Arity: 1 } named
            && (named.Name is "Task" or "ValueTask" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" or "TaskAwaiter" or "ValueTaskAwaiter"
                || named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T))
        {
            type = named.TypeArguments[0];
        }

        return type;
    }

    // Metadata names separate nested types with a plus; every root but this one is top-level.
    private static string Nested(string name) => name == "Dapper.SqlMapper.GridReader" ? "Dapper.SqlMapper+GridReader" : name;

    private TrackedKind Find(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol parameter)
        {
            return parameter.ConstraintTypes.Select(KindOf).FirstOrDefault(kind => kind != TrackedKind.None);
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (_roots.TryGetValue(current.OriginalDefinition, out var kind))
                return kind;
        }

        foreach (var @interface in type.AllInterfaces)
        {
            if (_roots.TryGetValue(@interface.OriginalDefinition, out var kind))
                return kind;
        }

        return type is INamedTypeSymbol && _names.MustDispose(type) ? TrackedKind.Resource : TrackedKind.None;
    }

    private bool HasTrackedMember(ITypeSymbol type)
    {
        for (var current = type; current is { DeclaringSyntaxReferences.Length: > 0 }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IFieldSymbol { IsStatic: false } field && (KindOf(field.Type) != TrackedKind.None || ElementIsTracked(field.Type)))
                    return true;
            }

            // What a primary constructor's parameter is used for is in the bodies.
            if (current is INamedTypeSymbol named
                && named.InstanceConstructors.Any(constructor => constructor.Parameters.Any(p => KindOf(p.Type) != TrackedKind.None)))
            {
                return true;
            }
        }

        return false;
    }

    // Types may hold each other: one level of owners of owners is looked through.
    private bool ElementIsTracked(ITypeSymbol type, bool nested = false) => type switch
    {
        IArrayTypeSymbol array => KindOf(array.ElementType) != TrackedKind.None,
        INamedTypeSymbol { IsGenericType: true } named when named.TypeArguments.Any(argument => KindOf(argument) != TrackedKind.None) => true,
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.Length: > 0 } owner when !nested =>
            owner.GetMembers().Any(member => member is IFieldSymbol { IsStatic: false } field
                && (KindOf(field.Type) != TrackedKind.None || ElementIsTracked(field.Type, nested: true))),
        _ => false,
    };
}
