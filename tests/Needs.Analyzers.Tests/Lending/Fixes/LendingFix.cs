using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Lending;
using Needs.Analyzers.Tests.Cases;
using Needs.CodeFixes.Lending;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>Runs the lending rules and one of their fixes. The code has a mailer, a log and a few queries at hand.</summary>
internal static class LendingFix<TCodeFix>
    where TCodeFix : LendingCodeFix, new()
{
    private static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [new LendingAnalyzer()];

    private static ImmutableArray<string> Usings { get; } =
    [
        .. TestProject.DefaultUsings, "System.Linq", "System.Net.Http", "Dapper", "Microsoft.AspNetCore.Http", "MySqlConnector", "static Shop",
    ];

    /// <summary>Fixes members of a class; equal texts mean that nothing is offered.</summary>
    public static Task MembersAsync(string members, string fixedMembers) =>
        FilesAsync([LendingCode.InClass(members)], [LendingCode.InClass(fixedMembers)]);

    public static Task NotOfferedAsync(string members) => MembersAsync(members, members);

    public static Task FilesAsync(string[] sources, string[] fixedSources) => RunAsync(sources, fixedSources, Usings);

    /// <summary>Fixes a file that says itself what it uses.</summary>
    public static Task FileAsync(string source, string fixedSource) => RunAsync([source], [fixedSource], []);

    private static Task RunAsync(string[] sources, string[] fixedSources, ImmutableArray<string> usings) =>
        new CodeFixTest
        {
            Analyzers = Analyzers,
            CodeFix = new TCodeFix(),
            CodeActionTitle = new TCodeFix().Title,
            References = CaseReferences.All,
            Usings = usings,
            Sources = [.. LendingCode.Named(sources), ("Shop.cs", LendingCode.Shop)],
            FixedSources = [.. LendingCode.Named(fixedSources), ("Shop.cs", LendingCode.Shop)],
        }.RunAsync();
}
