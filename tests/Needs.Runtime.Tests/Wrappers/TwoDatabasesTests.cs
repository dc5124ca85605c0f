using Needs.Runtime.Tests.Handlers;
using Needs.Testing;

namespace Needs.Runtime.Tests.Wrappers;

public sealed class TwoDatabasesTests
{
    private static readonly FakeDbException Error = new("first");

    private readonly FakeDataSource _shopSource = new();
    private readonly FakeDataSource _archiveSource = new();
    private readonly Database _shop;
    private readonly Database _archive;
    private readonly List<string> _failures = [];

    public TwoDatabasesTests()
    {
        _shop = new Database(_shopSource, new DatabaseOptions { Name = "shop" });
        _archive = new Database(_archiveSource, new DatabaseOptions { Name = "archive" });
        foreach (var database in (Database[])[_shop, _archive])
            database.ReturnFailed += failure => _failures.Add($"{failure.Database} {failure.Step}");
    }

    private IEnumerable<FakeOutcome> Outcomes => _archiveSource.Transactions.Concat(_shopSource.Transactions).Select(tx => tx.Outcome);

    [Fact]
    public async Task Called_BothAreLentCommittedAndGivenBack()
    {
        Assert.Equal(Probe.Result, await Copy());

        Assert.Equal([FakeOutcome.Committed, FakeOutcome.Committed], Outcomes);
        AssertNothingIsOut();
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task Lending_GoesByNameSoThatTwoHandlersCanNotLockEachOtherOut()
    {
        var gate = _archiveSource.At(FakeOperation.Open).Waits();
        var copy = Copy();
        await gate.Reached;

        Assert.Equal("", _shopSource.Log.ToString());

        gate.Release();
        await copy;
    }

    [Theory, InlineData("shop"), InlineData("archive")]
    public async Task OneIsStillCommitting_NeitherIsGivenBack(string which)
    {
        var gate = (which == "shop" ? _shopSource : _archiveSource).At(FakeOperation.Commit).Waits();
        var copy = Copy();
        await gate.Reached;

        Assert.Equal((1, 1), (_shop.LeaseCount, _archive.LeaseCount));

        gate.Release();
        await copy;
    }

    [Fact]
    public async Task SecondCanNotBeOpened_FirstIsRolledBackAndGivenBack()
    {
        _shopSource.At(FakeOperation.Open).Throws(Error);

        await AssertFails(visits: 0);

        Assert.Equal([FakeOutcome.RolledBack], Outcomes);
    }

    [Fact]
    public async Task HandlerThrows_BothAreRolledBack()
    {
        await AssertFails(visits: 1, Error);

        Assert.Equal([FakeOutcome.RolledBack, FakeOutcome.RolledBack], Outcomes);
    }

    [Theory, InlineData("shop"), InlineData("archive")]
    public async Task OneCommitFails_ItsErrorSurfacesAndBothAreGivenBack(string which)
    {
        (which == "shop" ? _shopSource : _archiveSource).At(FakeOperation.Commit).Throws(Error);

        await AssertFails(visits: 2);

        Assert.Contains(FakeOutcome.RolledBack, Outcomes);
        Assert.DoesNotContain(FakeOutcome.Unfinished, Outcomes);
    }

    [Fact]
    public async Task ReturnOfOneFails_OtherIsGivenBackAllTheSame()
    {
        _shopSource.At(FakeOperation.Close).Throws(Error);
        _archiveSource.At(FakeOperation.Close).Throws(Error);

        Assert.Equal(Probe.Result, await Copy());

        AssertNothingIsOut();
        Assert.Equal(["archive DisposeConnection", "shop DisposeConnection"], _failures.Order());
    }

    [Fact]
    public async Task CancelledWhileTheSecondOpens_FirstIsGivenBack()
    {
        using var cancellation = new CancellationTokenSource();
        var gate = _shopSource.At(FakeOperation.Open).Waits();
        var copy = TwoDatabases.Copy(_shop, _archive, new Probe(), cancellation.Token);
        await gate.Reached;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy);
        AssertNothingIsOut();
    }

    [Fact]
    public async Task SyncAndStreamingHandlers_WorkOnBoth()
    {
        Assert.Equal(2 * Probe.Result, TwoDatabases.Compare(_shop, _archive, new Probe()));
        Assert.Equal([FakeOutcome.Committed], Outcomes);
        AssertNothingIsOut();

        await foreach (var _ in TwoDatabases.Merge(_shop, _archive, new Probe()))
        {
            Assert.Equal((1, 1), (_shop.LeaseCount, _archive.LeaseCount));
            break;
        }

        AssertNothingIsOut();
    }

    [Fact]
    public async Task SameDatabaseTwice_ErrorNamesBothParametersAndNothingIsOpened()
    {
        Exception?[] errors =
        [
            await Record.ExceptionAsync(() => TwoDatabases.Copy(_shop, _shop, new Probe(), default)),
            Record.Exception(() => TwoDatabases.Compare(_shop, _shop, new Probe())),
        ];

        Assert.All(errors, error =>
        {
            var message = Assert.IsType<ArgumentException>(error).Message;
            Assert.Contains("'shop'", message);
            Assert.Contains("'archive'", message);
        });
        Assert.Equal("", _shopSource.Log.ToString());
    }

    private Task<int> Copy(Probe? probe = null) => TwoDatabases.Copy(_shop, _archive, probe ?? new Probe(), default);

    private async Task AssertFails(int visits, Exception? thrown = null)
    {
        var probe = new Probe { Error = thrown };

        Assert.Same(Error, await Record.ExceptionAsync(() => Copy(probe)));

        Assert.Equal(visits, probe.Visits);
        AssertNothingIsOut();
    }

    private void AssertNothingIsOut()
    {
        Assert.Equal((0, 0), (_shop.LeaseCount, _archive.LeaseCount));
        Assert.Equal((0, 0), (_shopSource.OpenConnections, _archiveSource.OpenConnections));
    }
}
