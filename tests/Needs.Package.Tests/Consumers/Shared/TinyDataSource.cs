using System.Data.Common;

namespace Consumer;

internal sealed class TinyDataSource : DbDataSource
{
    public override string ConnectionString => "tiny";

    protected override DbConnection CreateDbConnection() => new TinyConnection();
}
