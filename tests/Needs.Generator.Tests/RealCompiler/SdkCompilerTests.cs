using Microsoft.CodeAnalysis.CSharp;

namespace Needs.Generator.Tests.RealCompiler;

/// <summary>All shapes at once through the compiler that users have, which is newer than the one the generator is built for.</summary>
public class SdkCompilerTests
{
    /// <summary>Calls what each kind of analyzer must complain of: proves that they ran.</summary>
    private const string Canary = """
        namespace Shop;

        public static class Canary
        {
            public static object? Unsafe(System.Type type) => System.Activator.CreateInstance(type.MakeGenericType(typeof(int)));
            public static string Culture(double number) => number.ToString();
        }
        """;

    /// <summary>C# 14: what stands beside a handler must not disturb it.</summary>
    private const string Newest = """
        using System.Threading.Tasks;
        using Needs;
        using Needs.Testing;

        namespace Shop;

        public static partial class NewestStatic
        {
            extension(string text)
            {
                public int Twice => text.Length * 2;
                public Task<int> Find(FakeConnection db) => Task.FromResult(text.Twice);
            }

            [NeedsDb] public static Task<int> Find(FakeConnection db, int field) => Task.FromResult(field);
        }

        public partial class NewestInstance(int size)
        {
            public partial NewestInstance(int width, int height);
            public partial NewestInstance(int width, int height) : this(width * height) { }
            public string Name { get => field ?? ""; set; }
            [NeedsDb] public int extension(FakeConnection db, int extension) => extension + size;
        }
        """;

    [Theory]
    [InlineData("latest", "enable")]
    [InlineData("latest", "disable")]
    [InlineData("12", "enable")]
    [InlineData("12", "disable")]
    public async Task AllShapes_CompileWithoutAComplaintAboutTheOutput(string language, string nullable)
    {
        using var compiler = new SdkCompiler { Language = language, Nullable = nullable };
        var oldest = language == "12" ? LanguageVersion.CSharp12 : LanguageVersion.CSharp13;
        var sources = ShapeFile.All.Where(file => file.OldestLanguage <= oldest).Select(file => (file.Name, file.Text)).Append(("Canary", Canary));
        if (language == "latest") sources = sources.Append(("Newest", Newest));

        var complaints = await compiler.CompileAsync(sources);

        var unwanted = complaints.Where(complaint =>
            complaint.Contains(": error ", StringComparison.Ordinal) || complaint.Contains(".g.cs", StringComparison.Ordinal)).ToList();
        if (unwanted.Count > 0) Assert.Fail(string.Join('\n', unwanted));
        foreach (var id in new[] { "IL2055", "IL3050", "CA1305", "CS1591" })
            Assert.Contains(complaints, complaint => complaint.Contains("Canary.cs", StringComparison.Ordinal) && complaint.Contains(id, StringComparison.Ordinal));
    }
}
