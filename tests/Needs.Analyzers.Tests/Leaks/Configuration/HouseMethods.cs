namespace Needs.Analyzers.Tests.Leaks.Configuration;

/// <summary>What the tests of the options have in common: a library of the house that the rules know nothing of.</summary>
internal static class HouseMethods
{
    public const string Library = """
        namespace House;

        public sealed class Permit : IDisposable
        {
            public string Name { get; } = "";
            public void Dispose() { }
        }

        public interface IPool
        {
            DbConnection Hold(string name);
            Permit Admit();
            void Settle(DbConnection connection);
            void Look(DbConnection connection);
        }

        public static class Pools
        {
            public static IPool Main { get; set; } = null!;
            public static class Inner { public static IPool Second { get; set; } = null!; }
        }
        """;

    public static ConfiguredProject With(string source, string settings) =>
        new(source) { Settings = settings, OtherFiles = [("House.cs", Library)] };

    /// <summary>A method that takes a connection from the house and leaves it.</summary>
    public const string Holding = """
        class Code
        {
            public string Read(House.IPool pool)
            {
                var held = pool.Hold("orders");
                return held.ServerVersion;
            }
        }
        """;

    /// <summary>A method that gives what it opened back to the house.</summary>
    public const string Settling = """
        class Code
        {
            public string Read(House.IPool pool, DbDataSource source)
            {
                var mine = source.OpenConnection();
                try
                {
                    return mine.ServerVersion;
                }
                finally
                {
                    pool.Settle(mine);
                }
            }
        }
        """;

    /// <summary>A method that makes a disposable thing of the house and leaves it.</summary>
    public const string Admitting = """
        class Code
        {
            public string Read()
            {
                var permit = new House.Permit();
                return permit.Name;
            }
        }
        """;
}
