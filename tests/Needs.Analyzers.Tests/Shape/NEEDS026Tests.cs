using Needs.CodeFixes;
using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS026Tests
{
    [Theory]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] void Place(DbConnection db) { }")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|}, Transaction = false)] Task Place(DbConnection db) => Task.CompletedTask;")]
    [InlineData("void Place([NeedsDb(\"shop\", {|NEEDS026:Retries = 3|})] DbConnection db) { }")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] void Place([NeedsDb(\"shop\")] DbConnection db) { }")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] void Place(DbConnection db, DbTransaction tx, [NeedsDb(\"other\")] DbConnection other) { }")]
    [InlineData("[NeedsDb(Transaction = true)] void Place(DbConnection db, [NeedsDb(\"other\", {|NEEDS026:Retries = 3|})] DbConnection other) { }")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] IEnumerable<int> Lines(DbConnection db, DbTransaction tx) { yield return 1; }")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] IAsyncEnumerable<int> Lines(DbConnection db) => null!;")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] void Place(DbConnection db, DbTransaction tx, ref int count) { }")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] void Place(DbConnection db, DbTransaction tx, out int count) => count = 1;")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] Task Place(DbConnection db, DbTransaction tx, System.IO.Stream content) => Task.CompletedTask;")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] Task Place(DbConnection db, DbTransaction tx, System.IO.MemoryStream? content) => Task.CompletedTask;")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] Task Place(DbConnection db, DbTransaction tx, System.IO.Pipelines.PipeReader content) => Task.CompletedTask;")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] void Place(DbConnection db, DbTransaction tx, System.IO.StreamReader content) { }")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] void Place(DbConnection db, DbTransaction tx, IEnumerator<int> content) { }")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] void Place(DbConnection db, DbTransaction tx, DbDataReader content) { }")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] void Place(DbConnection db, DbTransaction tx, DbCursor content) { }")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] void Place(DbConnection db, DbTransaction tx, System.Threading.Channels.ChannelReader<int> content) { }")]
    [InlineData("[NeedsDb({|NEEDS026:Retries = 3|})] void Place<T>(DbConnection db, DbTransaction tx, T content) where T : System.IO.Stream { }")]
    public Task RetriesThatCannotBeHonoured_AreReported(string handler) => Verify.VerifyAnalyzerAsync($"partial class Orders {{ {handler} }}");

    [Theory]
    [InlineData("[NeedsDb(Retries = 3, Transaction = true)] void Place(DbConnection db) { }")]
    [InlineData("[NeedsDb(Retries = 3, Isolation = IsolationLevel.Serializable)] Task<int> Place(DbConnection db) => Task.FromResult(1);")]
    [InlineData("[NeedsDb(Retries = 3)] void Place(DbConnection db, DbTransaction tx) { }")]
    [InlineData("void Place([NeedsDb(Retries = 3, Transaction = true)] DbConnection db, DbConnection other) { }")]
    [InlineData("[NeedsDb(Retries = 3)] void Place([NeedsDb(\"shop\", Transaction = true)] DbConnection db) { }")]
    [InlineData("[NeedsDb(Retries = 3, Transaction = true)] int Place(DbConnection db, in int a, ref readonly int b, params int[] c) => 1;")]
    [InlineData("[NeedsDb(Retries = 3, Transaction = true)] int Place(DbConnection db, IEnumerable<int> a, byte[] b, string c, System.Span<int> d) => 1;")]
    [InlineData("[NeedsDb(Retries = 3, Transaction = true)] int Place(DbConnection db, System.Func<System.IO.Stream> open) => 1;")]
    [InlineData("[NeedsDb(Retries = 3, Transaction = true), NeedsForm] int Place(DbConnection db, FormData form) => 1;")]
    [InlineData("[NeedsDb(Retries = 0)] IEnumerable<int> Lines(DbConnection db) { yield return 1; }")]
    [InlineData("[NeedsDb(MaxConcurrency = 1, WaitMilliseconds = 1)] IEnumerable<int> Lines(DbConnection db) { yield return 1; }")]
    public Task RetriesThatCanBe_AreClean(string handler) => Verify.VerifyAnalyzerAsync($"partial class Orders {{ {handler} }}");

    [Theory]
    [InlineData("[NeedsDb({|#0:Retries = 3|})] void Place(DbConnection db) { }", "it has no transaction that would undo what a failed attempt did; add Transaction = true")]
    [InlineData("[NeedsDb({|#0:Retries = 3|})] void Place(DbConnection db, DbTransaction tx, System.IO.Stream image) { }",
        "a failed attempt may have read 'image', which can be read only once; read it before, and pass what was read")]
    public Task Message_SaysWhyAndWhatToDo(string handler, string why) => Verify.VerifyAnalyzerAsync(
        $"partial class Orders {{ {handler} }}", Verify.Diagnostic("NEEDS026").WithLocation(0).WithMessage($"'Place' can't be retried: {why}"));

    [Fact]
    public Task HandlerWithoutAConnection_IsReportedForThat() => Verify.VerifyAnalyzerAsync(
        "partial class Orders { [NeedsDb(Retries = 3)] void {|NEEDS002:Place|}(int id) { } }");

    [Fact]
    public Task Fix_AddsTheTransaction() => Verify.VerifyCodeFixAsync<RunInTransactionCodeFix>(
        """
        partial class Orders
        {
            [NeedsDb({|NEEDS026:Retries = 3|})]
            void Place(DbConnection db) { }

            [NeedsDb("shop", {|NEEDS026:Retries = 3|}, WaitMilliseconds = 5), System.Obsolete]
            void Cancel(DbConnection db) { }

            [NeedsDb(Transaction = false, {|NEEDS026:Retries = 3|})]
            void Ship(DbConnection db) { }

            void Send([NeedsDb({|NEEDS026:Retries = 3|})] DbConnection db) { }
        }
        """,
        """
        partial class Orders
        {
            [NeedsDb(Retries = 3, Transaction = true)]
            void Place(DbConnection db) { }

            [NeedsDb("shop", Retries = 3, WaitMilliseconds = 5, Transaction = true), System.Obsolete]
            void Cancel(DbConnection db) { }

            [NeedsDb(Transaction = true, Retries = 3)]
            void Ship(DbConnection db) { }

            void Send([NeedsDb(Retries = 3, Transaction = true)] DbConnection db) { }
        }
        """);

    [Theory]
    [InlineData("IEnumerable<int> Lines(DbConnection db) { yield return 1; }")]
    [InlineData("void Place(DbConnection db, [NeedsDb(\"other\")] DbConnection other) { }")]
    [InlineData("void Place(DbConnection db, DbTransaction tx, ref int count) { }")]
    public Task Fix_IsNotOfferedWhereATransactionIsNotWhatLacks(string handler)
    {
        var source = $"partial class Orders {{ [NeedsDb({{|NEEDS026:Retries = 3|}})] {handler} }}";
        return Verify.VerifyCodeFixAsync<RunInTransactionCodeFix>(source, source);
    }
}
