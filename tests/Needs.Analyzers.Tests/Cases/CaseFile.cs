using Needs.Testing;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Cases;

/// <summary>
/// A C# file of a <c>Cases</c> folder: whole methods, each labelled bad or good, with the reports that they expect marked in them.
/// Its name is its path below these tests, with slashes.
/// </summary>
internal sealed record CaseFile(string Name, string Text)
{
    public static string Folder { get; } = RepositoryFiles.PathOf("tests/Needs.Analyzers.Tests");

    public Markup Markup { get; } = Markup.Parse(Text);

    public IEnumerable<Case> Cases => Case.In(Markup);

    public static CaseFile Read(string name) => new(name, File.ReadAllText(Path.Combine(Folder, name)));
}
