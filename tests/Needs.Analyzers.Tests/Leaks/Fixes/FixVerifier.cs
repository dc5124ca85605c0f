using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MySqlConnector;
using Needs.Analyzers.Leaks;
using Needs.Analyzers.Tests.Cases;
using Needs.CodeFixes;
using Needs.Testing;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>Runs the leak rules and one of their fixes. The code has <c>Open()</c> and a few more helpers at hand.</summary>
internal static class FixVerifier<TCodeFix>
    where TCodeFix : TitledCodeFix, new()
{
    private const string Helpers = """
        using System.Threading.Tasks;
        using MySqlConnector;

        internal static class Db
        {
            public const string Settings = "";

            public static MySqlConnection Open()
            {
                var connection = new MySqlConnection(Settings);
                connection.Open();
                return connection;
            }

            public static async Task<MySqlConnection> OpenAsync()
            {
                var connection = new MySqlConnection(Settings);
                await connection.OpenAsync();
                return connection;
            }

            public static void Say(object? what) => System.Console.WriteLine(what);
        }
        """;

    private static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [new LeakAnalyzer(), new CommandAnalyzer()];

    private static ImmutableArray<string> Usings { get; } =
        [.. TestProject.DefaultUsings, "System.Linq", "Dapper", "Microsoft.AspNetCore.Http", "MySqlConnector", "static Db"];

    /// <summary>Fixes a file; equal texts mean that nothing is offered.</summary>
    public static Task FileAsync(string source, string fixedSource) => FilesAsync([source], [fixedSource]);

    public static Task FilesAsync(string[] sources, string[] fixedSources) => WithHelpers(sources, fixedSources).RunAsync();

    /// <summary>Fixes a file with top-level statements.</summary>
    public static Task ProgramAsync(string source, string fixedSource) =>
        WithHelpers([source], [fixedSource], OutputKind.ConsoleApplication).RunAsync();

    /// <summary>Fixes a file where NEEDS105 is on.</summary>
    public static Task CommandsAsync(string source, string fixedSource) =>
        WithHelpers([source], [fixedSource], enabled: "NEEDS105").RunAsync();

    /// <summary>Fixes a file in the language of .NET Framework. No usings and no helpers are at hand.</summary>
    public static Task OldFileAsync(string source, string fixedSource) =>
        new CodeFixTest
        {
            Analyzers = Analyzers,
            CodeFix = new TCodeFix(),
            References = [.. TestReferences.Framework, TestReferences.Of(typeof(MySqlConnection))],
            LanguageVersion = LanguageVersion.CSharp7_3,
            Usings = [],
            TestCode = source,
            FixedCode = fixedSource,
        }.RunAsync();

    private static CodeFixTest WithHelpers(
        string[] sources,
        string[] fixedSources,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary,
        params ImmutableArray<string> enabled) => new()
        {
            Analyzers = Analyzers,
            EnabledIds = enabled,
            CodeFix = new TCodeFix(),
            CodeActionTitle = new TCodeFix().Title,
            References = CaseReferences.All,
            OutputKind = kind,
            Usings = Usings,
            Sources = [.. Named(sources), ("Db.cs", Helpers)],
            FixedSources = [.. Named(fixedSources), ("Db.cs", Helpers)],
        };

    private static IEnumerable<(string Name, string Text)> Named(string[] texts) => texts.Select((text, i) => ($"Test{i}.cs", text));

    /// <summary>Fixes members of a class.</summary>
    public static Task MembersAsync(string members, string fixedMembers) => FileAsync(InClass(members), InClass(fixedMembers));

    /// <summary>Fixes the body of a method that returns nothing.</summary>
    public static Task BodyAsync(string body, string fixedBody) => MembersAsync(InMethod(body), InMethod(fixedBody));

    /// <summary>Fixes the body of an async method.</summary>
    public static Task AsyncBodyAsync(string body, string fixedBody) => MembersAsync(InAsyncMethod(body), InAsyncMethod(fixedBody));

    public static Task NotOfferedAsync(string members) => MembersAsync(members, members);

    private static string InClass(string members) => $"class Orders\n{{\n{Indented(members)}\n}}\n";

    private static string InMethod(string body) => $"void Run(string sql, bool flag)\n{{\n{Indented(body)}\n}}";

    private static string InAsyncMethod(string body) => $"async Task RunAsync(string sql, bool flag)\n{{\n{Indented(body)}\n}}";

    private static string Indented(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
}
