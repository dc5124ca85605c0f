namespace Needs.Analyzers.Tests.Leaks.Configuration;

/// <summary>Attributes that say who releases, known by their name alone.</summary>
public class AttributeTests
{
    private const string Holding = """
        class Code
        {
            public string Read(IPool pool)
            {
                var held = pool.Hold();
                return held.ServerVersion;
            }
        }
        """;

    private const string Settling = """
        class Code
        {
            public string Read(IPool pool, DbDataSource source)
            {
                var mine = source.OpenConnection();
                try { return mine.ServerVersion; }
                finally { pool.Settle(mine); }
            }
        }
        """;

    [Theory]
    [InlineData("MustDisposeResource", "")]
    [InlineData("MustDisposeResourceAttribute", "")]
    [InlineData("MustDisposeResource", "namespace JetBrains.Annotations;")]
    [InlineData("MustDisposeResource", "namespace House.Internal;")]
    public async Task MustDisposeResource_OnAMethod_MakesItsCallerRelease(string name, string space) =>
        Assert.Equal(["NEEDS101 held"], await ReportedAsync(Holding, Pool("[MustDisposeResource]", ""), Attribute(name, space)));

    [Fact]
    public async Task MustDisposeResource_False_SaysNothing() =>
        Assert.Empty(await ReportedAsync(Holding, Pool("[MustDisposeResource(false)]", ""), Attribute("MustDisposeResource", "")));

    [Theory]
    [InlineData("MustDispose")]
    [InlineData("MustDisposeResources")]
    [InlineData("MustUseReturnValue")]
    public async Task AttributeOfAnotherName_SaysNothing(string name) =>
        Assert.Empty(await ReportedAsync(Holding, Pool($"[{name}]", ""), Attribute(name, "")));

    [Theory]
    [InlineData("class", "")]
    [InlineData("constructor", "")]
    public async Task MustDisposeResource_OnATypeOrConstructor_TracksWhatIsMade(string target, string space)
    {
        var permit = target == "class"
            ? "[MustDisposeResource] public sealed class Permit : IDisposable { public void Dispose() { } }"
            : "public sealed class Permit : IDisposable { [MustDisposeResource] public Permit() { } public void Dispose() { } }";

        Assert.Equal(
            ["NEEDS101 permit"],
            await ReportedAsync("class Code { public void Run() { var permit = new Permit(); } }", permit, Attribute("MustDisposeResource", space)));
    }

    [Fact]
    public async Task HandlesResourceDisposal_OnAMethod_EndsTheDutyOfItsCaller() =>
        Assert.Empty(await ReportedAsync(
            Settling, Pool("", "[HandlesResourceDisposal] void Settle(DbConnection connection);"), Attribute("HandlesResourceDisposal", "")));

    [Fact]
    public async Task HandlesResourceDisposal_OnAParameter_EndsTheDutyOfItsCaller() =>
        Assert.Empty(await ReportedAsync(
            Settling, Pool("", "void Settle([HandlesResourceDisposal] DbConnection connection);"), Attribute("HandlesResourceDisposal", "")));

    [Fact]
    public async Task HandlesResourceDisposal_OnAnotherParameter_SaysNothing() =>
        Assert.Equal(
            ["NEEDS101 mine"],
            await ReportedAsync(
                Settling,
                Pool("", "void Settle(DbConnection connection, [HandlesResourceDisposal] DbCommand? other = null);"),
                Attribute("HandlesResourceDisposal", "")));

    [Fact]
    public async Task HandlesResourceDisposal_OnAField_SaysThatSomebodyReleasesIt()
    {
        const string Owner = """
            sealed class Holder
            {
                MARK private readonly DbConnection _held;
                public Holder(DbDataSource source) => _held = source.OpenConnection();
                public string Version => _held.ServerVersion;
            }
            """;
        var attribute = Attribute("HandlesResourceDisposal", "");

        Assert.Empty(await ReportedAsync(Owner.Replace("MARK", "[HandlesResourceDisposal]", StringComparison.Ordinal), "", attribute));
        Assert.Equal(["NEEDS104 _held"], await ReportedAsync(Owner.Replace("MARK", "", StringComparison.Ordinal), "", attribute));
    }

    private static string Pool(string onHold, string settle) => $$"""
        interface IPool
        {
            {{onHold}} DbConnection Hold();
            {{(settle.Length > 0 ? settle : "void Settle(DbConnection connection);")}}
        }
        """;

    private static string Attribute(string name, string space) => $$"""
        {{space}}
        [AttributeUsage(AttributeTargets.All)]
        internal sealed class {{name}}(bool value = true) : Attribute { public bool Value => value; }
        """;

    private static async Task<IEnumerable<string>> ReportedAsync(string source, string types, string attribute)
    {
        var space = attribute.TrimStart();
        var usings = space.StartsWith("namespace", StringComparison.Ordinal) ? $"using {space["namespace ".Length..space.IndexOf(';', StringComparison.Ordinal)]};\n" : "";
        return await new ConfiguredProject(usings + source) { OtherFiles = [("Types.cs", usings + types), ("Attribute.cs", attribute)] }.ReportedAsync();
    }
}
