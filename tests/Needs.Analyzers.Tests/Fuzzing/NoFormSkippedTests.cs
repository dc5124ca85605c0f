using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Needs.Analyzers.Tests.Shape;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Fuzzing;

/// <summary>Each type of a form is either bound by code that compiles, or there is an error that says why not.</summary>
public class NoFormSkippedTests
{
    private const int FilesPerRun = 1000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task EachForm_IsBoundOrReported(int seed)
    {
        var forms = new RandomForms(seed);
        var project = new TestProject
        {
            Files = [.. Enumerable.Range(0, FilesPerRun).Select(number => ($"File{number}.cs", forms.Next(number)))],
            Usings = ShapeVerifier.Usings,
        };
        var broken = project.Compile().GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Location.SourceTree!.FilePath)
            .ToHashSet();
        project = project with { Files = project.Files.RemoveAll(file => broken.Contains(file.Name)) };

        var compilation = project.CompileWithGenerator();
        var reported = await Reported.ByAsync(ShapeVerifier.Analyzers, compilation);

        var wrong = reported.Where(diagnostic => !diagnostic.Id.StartsWith("NEEDS", StringComparison.Ordinal)).Select(error => $"{error}\n{error.Location.SourceTree}");
        Assert.True(!wrong.Any(), string.Join('\n', wrong.Take(3)));

        var reportedIn = reported.Select(diagnostic => diagnostic.Location.SourceTree?.FilePath).ToHashSet();
        var bound = 0;
        foreach (var (name, text) in project.Files)
        {
            var handlers = "Forms" + Path.GetFileNameWithoutExtension(name)["File".Length..] + ".Handlers";
            var isBound = compilation.GetTypeByMetadataName(handlers)!.MemberNames.Contains("FirstEndpoint");
            if (isBound) bound++;
            Assert.True(isBound != reportedIn.Contains(name), $"{(isBound ? "Bound and reported" : "Neither bound nor reported")}:\n{text}");
        }

        // The run says something only if it had much of both.
        Assert.InRange(bound, 50, int.MaxValue);
        Assert.InRange(reportedIn.Count, 100, int.MaxValue);
    }
}
