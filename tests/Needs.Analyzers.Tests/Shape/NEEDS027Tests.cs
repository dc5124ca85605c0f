using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS027Tests
{
    [Theory]
    [InlineData("[NeedsDb({|NEEDS027:Retries = -1|}, Transaction = true)] void Place(DbConnection db) { }")]
    [InlineData("[NeedsDb({|NEEDS027:Retries = 11|}, Transaction = true)] void Place(DbConnection db) { }")]
    [InlineData("[NeedsDb({|NEEDS027:MaxConcurrency = -1|})] void Place(DbConnection db) { }")]
    [InlineData("[NeedsDb({|NEEDS027:WaitMilliseconds = int.MinValue|})] void Place(DbConnection db) { }")]
    [InlineData("[NeedsDb({|NEEDS027:MaxConcurrency = -1|}, {|NEEDS027:WaitMilliseconds = -1|})] void Place(DbConnection db) { }")]
    [InlineData("void Place([NeedsDb({|NEEDS027:MaxConcurrency = -1|})] DbConnection db) { }")]
    public Task NumberOutOfRange_IsReported(string handler) => Verify.VerifyAnalyzerAsync($"partial class Orders {{ {handler} }}");

    [Theory]
    [InlineData("[NeedsDb(MaxConcurrency = 2)] void Place(DbConnection db, [NeedsDb(\"other\", {|NEEDS027:MaxConcurrency = 3|})] DbConnection other) { }")]
    [InlineData("[NeedsDb(WaitMilliseconds = 2)] void Place([NeedsDb({|NEEDS027:WaitMilliseconds = 0|})] DbConnection db) { }")]
    [InlineData("void Place([NeedsDb(\"a\", MaxConcurrency = 2)] DbConnection a, [NeedsDb(\"b\", {|NEEDS027:MaxConcurrency = 1|})] DbConnection b) { }")]
    public Task TwoNumbersForOneHandler_AreReportedAtTheSecond(string handler) => Verify.VerifyAnalyzerAsync($"partial class Orders {{ {handler} }}");

    [Theory]
    [InlineData("[NeedsDb(Retries = 0, MaxConcurrency = 0, WaitMilliseconds = 0)] void Place(DbConnection db) { }")]
    [InlineData("[NeedsDb(Retries = 10, MaxConcurrency = int.MaxValue, WaitMilliseconds = int.MaxValue, Transaction = true)] void Place(DbConnection db) { }")]
    [InlineData("[NeedsDb(MaxConcurrency = 2)] void Place(DbConnection db, [NeedsDb(\"other\", MaxConcurrency = 2)] DbConnection other) { }")]
    [InlineData("[NeedsDb(MaxConcurrency = 2)] void Place(DbConnection db, [NeedsDb(\"other\", WaitMilliseconds = 5)] DbConnection other) { }")]
    public Task NumbersThatCanBe_AreClean(string handler) => Verify.VerifyAnalyzerAsync($"partial class Orders {{ {handler} }}");

    [Theory]
    [InlineData("[NeedsDb({|#0:Retries = 12|}, Transaction = true)] void Place(DbConnection db) { }", "'Retries' of 'Place' can't be 12: it must be from 0 to 10")]
    [InlineData("[NeedsDb({|#0:MaxConcurrency = -2|})] void Place(DbConnection db) { }", "'MaxConcurrency' of 'Place' can't be -2: it must be 0, which sets none, or more")]
    [InlineData("[NeedsDb(MaxConcurrency = 2)] void Place([NeedsDb({|#0:MaxConcurrency = 3|})] DbConnection db) { }",
        "'MaxConcurrency' of 'Place' can't be 3: another [NeedsDb] of the handler says 2, and there is one for all of its connections")]
    public Task Message_SaysWhatItCanBe(string handler, string message) => Verify.VerifyAnalyzerAsync(
        $"partial class Orders {{ {handler} }}", Verify.Diagnostic("NEEDS027").WithLocation(0).WithMessage(message));
}
