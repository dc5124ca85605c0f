using Verify = Needs.Analyzers.Tests.Leaks.Fixes.FixVerifier<Needs.CodeFixes.Leaks.UsingCodeFix>;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>A variable that is declared first and opened later is declared where it is opened.</summary>
public class UsingAssignmentTests
{
    [Fact]
    public Task EmptyDeclaration_MovesToTheAssignment() =>
        Verify.BodyAsync(
            """
            // The connection.
            MySqlConnection c;
            Say(sql);

            // Now.
            {|NEEDS101:c|} = Open(); // and not before
            c.Execute(sql);
            """,
            """
            // The connection.
            Say(sql);

            // Now.
            using MySqlConnection c = Open(); // and not before
            c.Execute(sql);
            """);

    [Fact]
    public Task NullDeclaration_MovesIntoATry() =>
        Verify.BodyAsync(
            """
            MySqlConnection? c = null;
            try
            {
                {|NEEDS102:c|} = new MySqlConnection(Settings);
                c.Open();
                c.Execute(sql);
                c.Close();
            }
            catch (MySqlException failure)
            {
                Say(failure);
            }
            """,
            """
            try
            {
                using MySqlConnection c = new MySqlConnection(Settings);
                c.Open();
                c.Execute(sql);
            }
            catch (MySqlException failure)
            {
                Say(failure);
            }
            """);

    [Fact]
    public Task DeclarationBeforeALoop_MovesIntoIt() =>
        Verify.BodyAsync(
            """
            MySqlConnection? c = null;
            foreach (var text in new[] { sql, sql })
            {
                {|NEEDS103:c|} = Open();
                c.Execute(text);
            }

            c?.Close();
            """,
            """
            foreach (var text in new[] { sql, sql })
            {
                using MySqlConnection c = Open();
                c.Execute(text);
            }
            """);

    [Fact]
    public Task OneOfSeveralDeclared_MovesAlone() =>
        Verify.AsyncBodyAsync(
            """
            MySqlConnection c = null!, d = null!;
            Say(d);
            {|NEEDS101:c|} = await OpenAsync();
            await c.ExecuteAsync(sql);
            """,
            """
            MySqlConnection d = null!;
            Say(d);
            await using MySqlConnection c = await OpenAsync();
            await c.ExecuteAsync(sql);
            """);
}
