namespace Needs.Analyzers.Tests.Lending.Fixes;

/// <summary>The code around the code that is fixed.</summary>
internal static class LendingCode
{
    public const string Shop = """
        using System.Data.Common;
        using System.Threading.Tasks;
        using Dapper;

        internal interface IMailer
        {
            Task SendAsync(string to, string text);
        }

        internal static class Shop
        {
            public static async Task<int> CountAsync(DbConnection c, string table) =>
                await c.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM " + table);

            public static async Task LogAsync(DbConnection c, string what) =>
                await c.ExecuteAsync("INSERT INTO log(what) VALUES (@what)", new { what });

            public static async Task<string?> NameAsync(DbConnection c, int id) =>
                await c.ExecuteScalarAsync<string?>("SELECT name FROM users WHERE id = @id", new { id });

            public static void Say(object? what) => System.Console.WriteLine(what);
        }
        """;

    public static string InClass(string members) => $"partial class Orders\n{{\n{Indented(members)}\n}}\n";

    public static IEnumerable<(string Name, string Text)> Named(string[] texts) => texts.Select((text, i) => ($"Test{i}.cs", text));

    private static string Indented(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
}
