using System.Collections.Immutable;
using Dapper;
using Microsoft.CodeAnalysis;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Needs.Testing;
using Needs.Testing.Verification;
using Npgsql;

namespace Needs.Analyzers.Tests.Cases;

/// <summary>The real assemblies that cases are compiled against: a web project with its drivers and Dapper.</summary>
internal static class CaseReferences
{
    public static ImmutableArray<MetadataReference> All { get; } =
    [
        .. TestProject.Web,
        TestReferences.Of(typeof(MySqlConnection)),
        TestReferences.Of(typeof(NpgsqlConnection)),
        TestReferences.Of(typeof(SqliteConnection)),
        TestReferences.Of(typeof(SqlMapper)),
    ];
}
