using Verify = Needs.Analyzers.Tests.Leaks.Fixes.FixVerifier<Needs.CodeFixes.Leaks.UsingCodeFix>;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>A resource that is used in the expression that gives it gets a variable.</summary>
public class UsingInlineTests
{
    [Fact]
    public Task ExpressionStatement_GetsAVariable() =>
        Verify.BodyAsync(
            """
            Say(sql);

            // At once.
            {|NEEDS101:Open()|}.Execute(sql); // done
            """,
            """
            Say(sql);

            // At once.
            using var connection = Open();
            connection.Execute(sql); // done
            """);

    [Fact]
    public Task Initialiser_GetsAVariable() =>
        Verify.BodyAsync(
            """
            var count = {|NEEDS101:Open()|}.Execute(sql);
            Say(count);
            """,
            """
            using var connection = Open();
            var count = connection.Execute(sql);
            Say(count);
            """);

    [Fact]
    public Task AwaitedAcquisition_GetsAVariable() =>
        Verify.AsyncBodyAsync(
            """
            var count = await (await {|NEEDS101:OpenAsync()|}).ExecuteAsync(sql);
            Say(count);
            """,
            """
            await using var connection = await OpenAsync();
            var count = await connection.ExecuteAsync(sql);
            Say(count);
            """);

    [Fact]
    public Task ArgumentAfterPureOnes_GetsAVariable() =>
        Verify.BodyAsync(
            """
            Say(Count(sql, {|NEEDS101:Open()|}));

            static int Count(string sql, MySqlConnection c) => c.Execute(sql);
            """,
            """
            using var connection = Open();
            Say(Count(sql, connection));

            static int Count(string sql, MySqlConnection c) => c.Execute(sql);
            """);

    [Fact]
    public Task DroppedAcquisition_GetsAVariable() =>
        Verify.BodyAsync(
            """
            {|NEEDS103:Open()|};
            _ = {|NEEDS103:Open()|};
            """,
            """
            using var connection = Open();
            using var connection2 = Open();
            """);

    [Fact]
    public Task TakenName_GetsANumber() =>
        Verify.MembersAsync(
            """
            void Run(MySqlCommand reader)
            {
                while ({|NEEDS101:reader.ExecuteReader()|}.Read())
                    break;
                if ({|NEEDS101:reader.ExecuteReader()|}.Read())
                    Say(null);
            }
            """,
            """
            void Run(MySqlCommand reader)
            {
                while ({|NEEDS101:reader.ExecuteReader()|}.Read())
                    break;
                using var reader2 = reader.ExecuteReader();
                if (reader2.Read())
                    Say(null);
            }
            """);

    [Fact]
    public Task BodyWithoutBraces_GetsABlock() =>
        Verify.BodyAsync(
            """
            foreach (var text in new[] { sql })
                {|NEEDS101:Open()|}.Execute(text);
            if (flag)
                {|NEEDS101:Open()|}.Execute(sql);
            """,
            """
            foreach (var text in new[] { sql })
            {
                using var connection = Open();
                connection.Execute(text);
            }

            if (flag)
            {
                using var connection = Open();
                connection.Execute(sql);
            }
            """);

    [Fact]
    public Task SwitchSection_GetsABlock() =>
        Verify.BodyAsync(
            """
            switch (sql.Length)
            {
                default:
                    {|NEEDS101:Open()|}.Execute(sql);
                    break;
            }
            """,
            """
            switch (sql.Length)
            {
                default:
                    {
                        using var connection = Open();
                        connection.Execute(sql);
                        break;
                    }
            }
            """);

    [Fact]
    public Task ExpressionBodies_GetStatements() =>
        Verify.MembersAsync(
            """
            int Count() => {|NEEDS101:Open()|}.ExecuteScalar<int>("SELECT 1");

            // Clears.
            void Clear() =>
                // all
                {|NEEDS101:Open()|}.Execute("DELETE FROM orders");

            async Task ClearAsync() => await (await {|NEEDS101:OpenAsync()|}).ExecuteAsync("DELETE FROM orders");

            async Task<int> CountAsync() => await (await {|NEEDS101:OpenAsync()|}).ExecuteScalarAsync<int>("SELECT 1");

            int Total => {|NEEDS101:Open()|}.ExecuteScalar<int>("SELECT 1");

            int Limit
            {
                get => {|NEEDS101:Open()|}.ExecuteScalar<int>("SELECT 1");
                set => {|NEEDS101:Open()|}.Execute("SET x = 1");
            }
            """,
            """
            int Count()
            {
                using var connection = Open();
                return connection.ExecuteScalar<int>("SELECT 1");
            }

            // Clears.
            void Clear()
            {
                // all
                using var connection = Open();
                connection.Execute("DELETE FROM orders");
            }

            async Task ClearAsync()
            {
                await using var connection = await OpenAsync();
                await connection.ExecuteAsync("DELETE FROM orders");
            }

            async Task<int> CountAsync()
            {
                await using var connection = await OpenAsync();
                return await connection.ExecuteScalarAsync<int>("SELECT 1");
            }

            int Total
            {
                get
                {
                    using var connection = Open();
                    return connection.ExecuteScalar<int>("SELECT 1");
                }
            }

            int Limit
            {
                get
                {
                    using var connection = Open();
                    return connection.ExecuteScalar<int>("SELECT 1");
                }
                set
                {
                    using var connection = Open();
                    connection.Execute("SET x = 1");
                }
            }
            """);

    [Fact]
    public Task LambdasAndLocalFunctions_GetStatements() =>
        Verify.BodyAsync(
            """
            Func<string, int> count = text => {|NEEDS101:Open()|}.Execute(text);
            Func<Task> clear = async () => await (await {|NEEDS101:OpenAsync()|}).ExecuteAsync(sql);
            Say(Local());

            int Local() => {|NEEDS101:Open()|}.Execute(sql);
            """,
            """
            Func<string, int> count = text =>
            {
                using var connection = Open();
                return connection.Execute(text);
            };
            Func<Task> clear = async () =>
            {
                await using var connection = await OpenAsync();
                await connection.ExecuteAsync(sql);
            };
            Say(Local());

            int Local()
            {
                using var connection = Open();
                return connection.Execute(sql);
            }
            """);

    [Fact]
    public Task Program_GetsAVariable() =>
        Verify.ProgramAsync(
            """
            // At once.
            Say({|NEEDS101:Open()|}.Execute("SELECT 1"));

            """,
            """
            // At once.
            using var connection = Open();
            Say(connection.Execute("SELECT 1"));

            """);

    [Fact]
    public Task OldLanguage_GetsAStatement() =>
        Verify.OldFileAsync(
            """
            using MySqlConnector;

            class Orders
            {
                object Run(MySqlCommand command)
                {
                    // The first row.
                    var found = {|NEEDS101:command.ExecuteReader()|}.Read();
                    return found;
                }
            }

            """,
            """
            using MySqlConnector;

            class Orders
            {
                object Run(MySqlCommand command)
                {
                    // The first row.
                    using (var reader = command.ExecuteReader())
                    {
                        var found = reader.Read();
                        return found;
                    }
                }
            }

            """);
}
