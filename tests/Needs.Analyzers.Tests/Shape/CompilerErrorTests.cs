using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

/// <summary>What the compiler already says is not said again.</summary>
public class CompilerErrorTests
{
    [Theory]
    [InlineData("[NeedsDb] int Find({|CS0246:Missing|} db) => 1;")]
    [InlineData("[NeedsDb] int Find(DbConnection db, List<{|CS0246:Missing|}> all) => 1;")]
    [InlineData("[NeedsDb] {|CS0246:Missing|} Find(DbConnection db) => null;")]
    [InlineData("[NeedsDb] Task<{|CS0246:Missing|}> Find(DbConnection db) => null!;")]
    [InlineData("[NeedsDb] int {|CS0501:Find|}(DbConnection db);")]
    [InlineData("[NeedsDb] public partial int {|CS8795:Find|}(DbConnection db);")]
    [InlineData("[NeedsDb] int {|CS0161:Find|}(DbConnection db) { }")]
    [InlineData("[NeedsDb] int Find(DbConnection db) => {|CS0103:missing|};")]
    [InlineData("[NeedsDb] int Find(DbConnection db) => 1; [NeedsDb] int {|CS0111:Find|}(DbConnection db) => 2;")]
    [InlineData("[NeedsDb] int Find(DbConnection db) => 1; [NeedsDb] string? {|CS0111:Find|}(DbConnection other) => null;")]
    [InlineData("[NeedsDb, {|CS0579:NeedsDb|}] int Find(DbConnection db) => 1;")]
    [InlineData("[NeedsDb({|CS0182:DateTime.Now.ToString()|})] int Find(DbConnection db) => 1;")]
    [InlineData("[NeedsDb({|CS0246:Retry|} = 1)] int Find(DbConnection db) => 1;")]
    [InlineData("[{|CS0246:{|CS0246:NeedDb|}|}] int Find(DbConnection db) => 1;")]
    [InlineData("[NeedsDb] public override int {|CS0115:Find|}(DbConnection db) => 1;")]
    [InlineData("[NeedsDb] int Find(DbConnection db, DbConnection {|CS0100:db|}) => 1;")]
    [InlineData("[NeedsDb] int {|CS0106:Find|}<T>(DbConnection db) where {|CS0699:U|} : class => 1;", "readonly")]
    public Task ErrorOfTheUsersOwn_IsReportedOnce(string member, string? modifier = null) =>
        Verify.VerifyAnalyzerAsync($$"""partial class Orders { {{(modifier is null ? member : member.Replace("int {", "readonly int {", StringComparison.Ordinal))}} }""");
}
