namespace Needs.Benchmarks.Builds;

/// <summary>A program of many handlers, four of five that read and one that writes: with Needs, and as minimal APIs that open their connections by hand.</summary>
internal static class AppCode
{
    public const int Handlers = 500;
    private const int HandlersOfAFile = 10;
    private const int HandlersForAWrite = 5;

    private const string Read =
        """
                await using var command = db.CreateCommand();
                command.CommandText = "SELECT @id + #, upper(@text)";
                command.Parameters.AddWithValue("@id", id);
                command.Parameters.AddWithValue("@text", text ?? "none");
                await using var rows = await command.ExecuteReaderAsync(ct);
                return await rows.ReadAsync(ct) ? new Answer(rows.GetInt32(0), rows.GetString(1)) : null;
        """;

    private const string Write =
        """
                await using var command = db.CreateCommand();
                command.Transaction = tx;
                command.CommandText = "CREATE TABLE t (id INTEGER, text TEXT); INSERT INTO t VALUES (@id + #, @text); SELECT max(id) FROM t";
                command.Parameters.AddWithValue("@id", question.Id);
                command.Parameters.AddWithValue("@text", question.Text);
                return new Answer(Convert.ToInt32(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture), question.Text);
        """;

    private const string Usings =
        """
        using System.Globalization;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Data.Sqlite;
        using Needs;

        namespace App;


        """;

    private const string Model =
        """
        namespace App;

        public sealed record Answer(int Id, string Text);

        public sealed record Question(int Id, string Text);
        """;

    /// <summary>One read of each file.</summary>
    public static IEnumerable<string> Paths() => Enumerable.Range(0, Handlers / HandlersOfAFile).Select(file => $"/read/{file * HandlersOfAFile}/1?text=two");

    public static IEnumerable<(string Path, string Json)> Posts() => [($"/write/{HandlersForAWrite - 1}", """{ "id": 3, "text": "four" }""")];

    public static IReadOnlyList<(string Name, string Text)> WithNeeds() =>
    [
        .. Files(
            number =>
                $$"""
                    [HttpGet("/read/{{number}}/{id:int}"), NeedsDb]
                    public static async Task<Answer?> Read{{number}}(SqliteConnection db, int id, string? text, CancellationToken ct)
                    {
                {{Body(Read, number)}}
                    }

                """,
            number =>
                $$"""
                    [HttpPost("/write/{{number}}"), NeedsDb]
                    public static async Task<Answer> Write{{number}}(SqliteConnection db, SqliteTransaction tx, Question question, CancellationToken ct)
                    {
                {{Body(Write, number)}}
                    }

                """,
            (file, handlers) => $$"""
                {{Usings}}public static partial class Group{{file}}
                {
                {{handlers}}}
                """),
        ("Model.cs", Model),
        ("Program.cs", Program(
            """builder.Services.AddNeeds(needs => needs.AddDatabase(SqliteFactory.Instance, "Data Source=:memory:"));""",
            "app.MapHandlers();")),
    ];

    public static IReadOnlyList<(string Name, string Text)> ByHand() =>
    [
        .. Files(
            number =>
                $$"""
                        app.MapGet("/read/{{number}}/{id:int}", Read{{number}});
                """,
            number =>
                $$"""
                        app.MapPost("/write/{{number}}", Write{{number}});
                """,
            (file, maps) => $$"""
                {{Usings.Replace("using Needs;", "using System.Data.Common;", StringComparison.Ordinal).Replace("using Microsoft.AspNetCore.Mvc;\n", "", StringComparison.Ordinal)}}public static class Group{{file}}
                {
                    public static void Map(WebApplication app)
                    {
                {{maps}}    }

                {{string.Concat(Numbers(file).Select(number => IsWrite(number) ? WriteByHand(number) : ReadByHand(number)))}}}
                """),
        ("Model.cs", Model),
        ("Program.cs", Program(
            """builder.Services.AddSingleton(SqliteFactory.Instance.CreateDataSource("Data Source=:memory:"));""",
            string.Join('\n', Enumerable.Range(0, Handlers / HandlersOfAFile).Select(file => $"Group{file}.Map(app);")))),
    ];

    private static string ReadByHand(int number) =>
        $$"""
            public static async Task<Answer?> Read{{number}}(DbDataSource source, int id, string? text, CancellationToken ct)
            {
                await using var db = (SqliteConnection)await source.OpenConnectionAsync(ct);
        {{Body(Read, number)}}
            }

        """;

    private static string WriteByHand(int number) =>
        $$"""
            public static async Task<Answer> Write{{number}}(DbDataSource source, Question question, CancellationToken ct)
            {
                await using var db = (SqliteConnection)await source.OpenConnectionAsync(ct);
                await using var tx = (SqliteTransaction)await db.BeginTransactionAsync(ct);
                var answer = await InTransaction();
                await tx.CommitAsync(ct);
                return answer;

                async Task<Answer> InTransaction()
                {
        {{Body(Write, number)}}
                }
            }

        """;

    private static IEnumerable<(string Name, string Text)> Files(Func<int, string> read, Func<int, string> write, Func<int, string, string> file) =>
        from place in Enumerable.Range(0, Handlers / HandlersOfAFile)
        let parts = Numbers(place).Select(number => (IsWrite(number) ? write(number) : read(number)).TrimEnd('\n') + '\n')
        select ($"Group{place}.cs", file(place, string.Concat(parts)));

    private static IEnumerable<int> Numbers(int file) => Enumerable.Range(file * HandlersOfAFile, HandlersOfAFile);

    private static bool IsWrite(int number) => number % HandlersForAWrite == HandlersForAWrite - 1;

    private static string Body(string body, int number) => body.Replace("#", $"{number}", StringComparison.Ordinal);

    private static string Program(string services, string map) =>
        $$"""
        using App;
        using Microsoft.Data.Sqlite;

        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        {{services}}
        var app = builder.Build();
        {{map}}
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
        """;
}
