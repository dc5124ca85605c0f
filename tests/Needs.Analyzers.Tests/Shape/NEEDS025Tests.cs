using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS025Tests
{
    [Fact]
    public Task PartsBesideAConnection_AreReported() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Photos
            {
                [NeedsDb, NeedsForm] static Task Upload(DbConnection db, IAsyncEnumerable<FormPart> {|NEEDS025:parts|}) => Task.CompletedTask;
                static Task Store([NeedsDb] DbConnection db, [NeedsForm] IAsyncEnumerable<FormPart> {|NEEDS025:parts|}) => Task.CompletedTask;
            }
            """);

    [Fact]
    public Task PartsAlone_AreClean() =>
        Verify.VerifyAnalyzerAsync("""
            partial class Photos
            {
                [NeedsForm] static Task Upload(IAsyncEnumerable<FormPart> parts, int id) => Task.CompletedTask;
            }
            """);
}
