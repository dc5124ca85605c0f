using Microsoft.CodeAnalysis.CSharp;
using Needs.Testing;

namespace Needs.Generator.Tests;

/// <summary>One file of <c>Shapes/</c>: handlers that must be wrapped, all of them.</summary>
public sealed record ShapeFile(string Name, string Text, LanguageVersion OldestLanguage)
{
    public static IReadOnlyList<ShapeFile> All { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryFiles.PathOf("tests/Needs.Generator.Tests/Shapes"), "*.cs").Order(StringComparer.Ordinal).Select(Read),
    ];

    public static ShapeFile Named(string name) => All.Single(file => file.Name == name);

    private static ShapeFile Read(string path)
    {
        var text = File.ReadAllText(path);
        var language = text.StartsWith("// C# 13\n", StringComparison.Ordinal) ? LanguageVersion.CSharp13 : LanguageVersion.CSharp12;
        return new(Path.GetFileNameWithoutExtension(path), text, language);
    }
}
