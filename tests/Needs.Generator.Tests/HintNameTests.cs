using Needs.Testing;

namespace Needs.Generator.Tests;

/// <summary>Two files of one name would make the compiler drop all output.</summary>
public class HintNameTests
{
    [Fact]
    public void NamespaceTypesArityAndOverloads_AreInTheName() => Assert.Equal(
        ["Global.Find.g.cs", "Shop.Inner.Outer`2+Nested.Find.2.g.cs", "Shop.Inner.Outer`2+Nested.Find.g.cs", "Shop.class.Find.g.cs"],
        NamesFor("""
            partial class Global { [NeedsDb] void Find(FakeConnection db) { } }
            namespace Shop { partial class @class { [NeedsDb] void Find(FakeConnection db) { } } }
            namespace Shop.Inner
            {
                partial class Outer<T, U> { partial class Nested { [NeedsDb] void Find(FakeConnection db) { } [NeedsDb] void Find(FakeConnection db, int a) { } } }
            }
            """));

    [Fact]
    public void NestedTypeAndNamespaceOfTheSameName_Differ() => Assert.Equal(
        ["A.B+C.Find.g.cs", "A.B_C.Find.g.cs", "A_B.C.Find.g.cs"],
        NamesFor("""
            namespace A { partial class B { partial class C { [NeedsDb] void Find(FakeConnection db) { } } } partial class B_C { [NeedsDb] void Find(FakeConnection db) { } } }
            namespace A_B { partial class C { [NeedsDb] void Find(FakeConnection db) { } } }
            """));

    [Fact]
    public void NamesThatDifferByCase_DifferByMore()
    {
        var names = NamesFor("""
            namespace Shop { partial class Orders { [NeedsDb] void Find(FakeConnection db) { } [NeedsDb] void FIND(FakeConnection db) { } } partial class ORDERS { [NeedsDb] void Find(FakeConnection db) { } } }
            namespace shop { partial class Orders { [NeedsDb] void Find(FakeConnection db) { } } }
            """);

        Assert.Equal(4, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void LongNames_FitIntoAFileSystemAndDiffer()
    {
        var longName = new string('x', 400);
        var names = NamesFor($$"""
            partial class {{longName}} { [NeedsDb] void Find(FakeConnection db) { } [NeedsDb] void Find(FakeConnection db, int a) { } }
            partial class {{longName}}2 { [NeedsDb] void Find(FakeConnection db) { } [NeedsDb] void ä(FakeConnection db) { } }
            """);

        Assert.Equal(4, names.Count);
        Assert.All(names, name => Assert.InRange(name.Length, 1, 200));
    }

    private static List<string> NamesFor(string source) =>
        [.. new GeneratorRunner().Run($"using Needs;\nusing Needs.Testing;\n{source}").Sources.Keys.Order(StringComparer.Ordinal)];
}
