using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS006Tests
{
    [Theory]
    [InlineData("ref int {|NEEDS006:Find|}(DbConnection db) => ref _value;")]
    [InlineData("ref readonly int {|NEEDS006:Find|}(DbConnection db) => ref _value;")]
    [InlineData("IEnumerator<int> {|NEEDS006:Find|}(DbConnection db) { yield return 1; }")]
    [InlineData("System.Collections.IEnumerator {|NEEDS006:Find|}(DbConnection db) { yield return 1; }")]
    [InlineData("IAsyncEnumerator<int> {|NEEDS006:Find|}(DbConnection db) => null!;")]
    [InlineData("System.Runtime.CompilerServices.YieldAwaitable {|NEEDS006:Find|}(DbConnection db) => default;")]
    [InlineData("Task {|NEEDS006:Find|}(DbConnection db, ref int count) => Task.CompletedTask;")]
    [InlineData("Task {|NEEDS006:Find|}(DbConnection db, out int count) { count = 1; return Task.CompletedTask; }")]
    [InlineData("Task {|NEEDS006:Find|}(DbConnection db, Span<int> ids) => Task.CompletedTask;")]
    [InlineData("unsafe Task {|NEEDS006:Find|}(DbConnection db, int* ids) => Task.CompletedTask;")]
    public Task ReturnThatOutlivesTheLoan_IsReported(string method) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Orders
            {
                private static int _value;

                [NeedsDb]
                {{method}}
            }
            """);

    [Theory]
    [InlineData("void Find(DbConnection db) { }")]
    [InlineData("int Find(DbConnection db) => 1;")]
    [InlineData("Task Find(DbConnection db) => Task.CompletedTask;")]
    [InlineData("async ValueTask<int> Find(DbConnection db) => await Task.FromResult(1);")]
    [InlineData("IEnumerable<int> Find(DbConnection db) { yield return 1; }")]
    [InlineData("IEnumerable<int> Find(DbConnection db) => [1];")]
    [InlineData("IAsyncEnumerable<int> Find(DbConnection db) => null!;")]
    [InlineData("Task Find(DbConnection db, in int id) => Task.CompletedTask;")]
    [InlineData("int Find(DbConnection db, ref int id, out int count, Span<int> ids) { count = 1; return 1; }")]
    public Task ReturnThatCanBeWaitedFor_IsClean(string method) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Orders
            {
                [NeedsDb]
                {{method}}
            }
            """);
}
