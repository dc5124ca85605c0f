namespace Needs.Analyzers.Tests.Leaks.Configuration;

/// <summary>The options in .editorconfig that add to what the rules know.</summary>
public class OptionTests
{
    [Fact]
    public async Task HouseTypesAndMethods_AreUnknownByThemselves()
    {
        Assert.Empty(await HouseMethods.With(HouseMethods.Holding, "").ReportedAsync());
        Assert.Empty(await HouseMethods.With(HouseMethods.Admitting, "").ReportedAsync());
        Assert.Equal(["NEEDS101 mine"], await HouseMethods.With(HouseMethods.Settling, "").ReportedAsync());
    }

    [Fact]
    public async Task TrackedType_IsHeldFromItsCreationOn() =>
        Assert.Equal(["NEEDS101 permit"], await HouseMethods.With(HouseMethods.Admitting, "needs.tracked_types = House.Permit").ReportedAsync());

    [Fact]
    public async Task TrackedType_IsNoReportWhereItIsDisposed() =>
        Assert.Empty(await HouseMethods.With(
            HouseMethods.Admitting.Replace("var permit", "using var permit", StringComparison.Ordinal), "needs.tracked_types = House.Permit").ReportedAsync());

    [Fact]
    public async Task TrackedType_IsReportedAsAResource()
    {
        var report = Assert.Single(await HouseMethods.With(HouseMethods.Admitting, "needs.tracked_types = House.Permit").ReportsAsync());

        Assert.Equal("resource", report.Properties["Kind"]);
        Assert.StartsWith("The resource 'permit', opened at line 5,", report.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrackedType_MayBeNestedOrGenericOrOfAnotherAssembly()
    {
        const string Source = """
            namespace Shop
            {
                public class Outer { public sealed class Inner : IDisposable { public void Dispose() { } } }
                public sealed class Box<T> : IDisposable { public void Dispose() { } }
                class Code
                {
                    public void Nested() { var inner = new Outer.Inner(); }
                    public void Generic() { var box = new Box<int>(); }
                    public void Framework() { var file = new System.IO.MemoryStream(); }
                }
            }
            """;

        Assert.Equal(
            ["NEEDS101 inner", "NEEDS101 box", "NEEDS101 file"],
            await HouseMethods.With(Source, "needs.tracked_types = Shop.Outer+Inner, Shop.Box`1, System.IO.MemoryStream").ReportedAsync());
    }

    [Fact]
    public async Task TrackedTypes_IncludeWhatDerivesFromThem() =>
        Assert.Equal(
            ["NEEDS101 file"],
            await HouseMethods.With(
                "class Code { public void Read() { var file = new System.IO.MemoryStream(); } }", "needs.tracked_types = System.IO.Stream").ReportedAsync());

    [Fact]
    public async Task AcquireMethod_GivesWhatTheCallerReleases() =>
        Assert.Equal(["NEEDS101 held"], await HouseMethods.With(HouseMethods.Holding, "needs.acquire_methods = House.IPool.Hold").ReportedAsync());

    [Fact]
    public async Task AcquireMethod_MayGiveATypeThatIsNotTrackedOtherwise() =>
        Assert.Equal(
            ["NEEDS101 permit"],
            await HouseMethods.With(
                "class Code { public string Read(House.IPool pool) { var permit = pool.Admit(); return permit.Name; } }",
                "needs.acquire_methods = House.IPool.Admit").ReportedAsync());

    [Fact]
    public async Task ReleaseMethod_EndsTheDutyOfItsCaller() =>
        Assert.Empty(await HouseMethods.With(HouseMethods.Settling, "needs.release_methods = House.IPool.Settle").ReportedAsync());

    [Fact]
    public async Task AcquireAndReleaseMethods_ArePairs()
    {
        const string Settings = "needs.acquire_methods = House.IPool.Hold\nneeds.release_methods = House.IPool.Settle";
        const string Pair = """
            class Code
            {
                public string Read(House.IPool pool)
                {
                    var held = pool.Hold("orders");
                    try { return held.ServerVersion; }
                    finally { pool.Settle(held); }
                }
            }
            """;

        Assert.Empty(await HouseMethods.With(Pair, Settings).ReportedAsync());
        Assert.Equal(
            ["NEEDS101 held"], await HouseMethods.With(Pair.Replace("Settle", "Look", StringComparison.Ordinal), Settings).ReportedAsync());
    }

    [Fact]
    public async Task ReleaseSkippedByAnException_IsFoundWithMethodsOfTheHouseToo() =>
        Assert.Equal(
            ["NEEDS102 held"],
            await HouseMethods.With(
                """
                class Code
                {
                    public void Run(House.IPool pool)
                    {
                        var held = pool.Hold("orders");
                        held.ChangeDatabase("other");
                        pool.Settle(held);
                    }
                }
                """,
                "needs.acquire_methods = House.IPool.Hold\nneeds.release_methods = House.IPool.Settle").ReportedAsync());

    [Theory]
    [InlineData("needs.acquire_methods = House.IPool.Hold,House.IPool.Admit")]
    [InlineData("needs.acquire_methods = House.IPool.Admit , House.IPool.Hold")]
    [InlineData("needs.acquire_methods = , House.IPool.Hold,,")]
    [InlineData("needs.acquire_methods = No.Such.Method, House.IPool.Hold")]
    [InlineData("NEEDS.Acquire_Methods = House.IPool.Hold")]
    public async Task ListOfNames_IsSeparatedByCommas_AndKeysIgnoreCase(string settings) =>
        Assert.Equal(["NEEDS101 held"], await HouseMethods.With(HouseMethods.Holding, settings).ReportedAsync());

    [Theory]
    [InlineData("needs.acquire_methods =")]
    [InlineData("needs.acquire_methods = ,")]
    [InlineData("needs.acquire_methods = House.IPool.Hould")]
    [InlineData("needs.acquire_methods = house.ipool.hold")]
    [InlineData("needs.acquire_methods = Hold")]
    [InlineData("needs.acquire_methods = IPool.Hold")]
    [InlineData("needs.acquire_methods = House.IPool")]
    [InlineData("needs.acquire_methods = House.IPool.Hold()")]
    [InlineData("needs.aquire_methods = House.IPool.Hold")]
    [InlineData("needs.acquire_method = House.IPool.Hold")]
    [InlineData("needs_acquire_methods = House.IPool.Hold")]
    [InlineData("needs.tracked_types = House.IPool.Hold")]
    [InlineData("needs.release_methods = House.IPool.Hold")]
    public async Task MisspeltKeyOrName_DoesNothing(string settings) =>
        Assert.Empty(await HouseMethods.With(HouseMethods.Holding, settings).ReportedAsync());

    [Theory]
    [InlineData("needs.tracked_types = House.Permitt")]
    [InlineData("needs.tracked_types = Permit")]
    [InlineData("needs.tracked_types = House")]
    [InlineData("needs.tracked_types = ; , +`1.")]
    [InlineData("needs.tracked_types = House.IPool")]
    public async Task UnknownType_DoesNothing(string settings) =>
        Assert.Empty(await HouseMethods.With(HouseMethods.Admitting, settings).ReportedAsync());

    [Fact]
    public async Task OptionOfOneFile_CountsForTheProject() =>
        Assert.Equal(
            ["NEEDS101 held"],
            await (HouseMethods.With(HouseMethods.Holding, "") with
            {
                EditorConfigText = "[House.cs]\nneeds.acquire_methods = House.IPool.Hold\n",
            }).ReportedAsync());
}
