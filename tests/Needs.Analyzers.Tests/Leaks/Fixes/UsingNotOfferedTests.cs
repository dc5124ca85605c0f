using Verify = Needs.Analyzers.Tests.Leaks.Fixes.FixVerifier<Needs.CodeFixes.Leaks.UsingCodeFix>;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>A using would take something away that is still needed, or that is not the function's own.</summary>
public class UsingNotOfferedTests
{
    [Fact]
    public Task ReturnedConnection() =>
        Verify.NotOfferedAsync(
            """
            MySqlConnection? Find(string sql, bool flag)
            {
                var {|NEEDS101:c|} = Open();
                if (flag)
                    return c;
                return null;
            }
            """);

    [Fact]
    public Task ReaderThatIsReturned() =>
        Verify.NotOfferedAsync(
            """
            IDataReader Read(string sql)
            {
                var {|NEEDS101:c|} = Open();
                return c.ExecuteReader(sql);
            }
            """);

    [Fact]
    public Task TaskThatIsReturned() =>
        Verify.NotOfferedAsync(
            """
            Task<int> RunAsync(string sql)
            {
                var {|NEEDS101:c|} = Open();
                return c.ExecuteAsync(sql);
            }
            """);

    [Fact]
    public Task TaskThatNobodyAwaits() =>
        Verify.NotOfferedAsync(
            """
            void Run(string sql)
            {
                var {|NEEDS101:c|} = Open();
                _ = c.ExecuteAsync(sql);
            }
            """);

    [Fact]
    public Task LazyRows() =>
        Verify.NotOfferedAsync(
            """
            IEnumerable<int> Rows(string sql)
            {
                var {|NEEDS101:c|} = Open();
                return c.Query<int>(sql, buffered: false);
            }

            IEnumerable<int> Counts(string[] texts)
            {
                var {|NEEDS101:c|} = Open();
                return texts.Select(text => c.Execute(text));
            }
            """);

    [Fact]
    public Task WrapperThatIsReturned() =>
        Verify.NotOfferedAsync(
            """
            object Repository(string sql, bool flag)
            {
                var {|NEEDS101:c|} = Open();
                return new { c.Database, Run = (Action)(() => c.Execute(sql)) };
            }
            """);

    [Fact]
    public Task ConnectionOfSomebodyElsePerhaps() =>
        Verify.NotOfferedAsync(
            """
            int Count(MySqlConnection? given, string sql)
            {
                var {|NEEDS101:c|} = given ?? Open();
                return c.Execute(sql);
            }
            """);

    [Fact]
    public Task ConnectionThatIsReleasedByAMethod() =>
        Verify.NotOfferedAsync(
            """
            void Run(string sql)
            {
                var {|NEEDS102:c|} = Open();
                c.Execute(sql);
                GiveBack(c);
            }

            static void GiveBack(MySqlConnection c) => c.Close();
            """);

    [Fact]
    public Task AcquisitionAfterAnotherEffect() =>
        Verify.NotOfferedAsync(
            """
            void Run(string sql, Queue<int> numbers)
            {
                Say(numbers.Dequeue() + {|NEEDS101:Open()|}.Execute(sql));
            }
            """);

    [Fact]
    public Task AcquisitionOnOneBranch() =>
        Verify.NotOfferedAsync(
            """
            void Run(string sql, bool flag)
            {
                var count = flag ? {|NEEDS101:Open()|}.Execute(sql) : 0;
                Say(flag && {|NEEDS101:Open()|}.Execute(sql) > count);
            }
            """);

    [Fact]
    public Task AcquisitionInEachRoundOfALoop() =>
        Verify.NotOfferedAsync(
            """
            void Run(string sql)
            {
                while ({|NEEDS101:Open()|}.Execute(sql) > 0)
                    Say(sql);
            }
            """);

    [Fact]
    public Task ConnectionInAListThatLivesLonger() =>
        Verify.NotOfferedAsync(
            """
            int Count(string[] texts)
            {
                var all = new List<MySqlConnection>();
                foreach (var text in texts)
                    all.Add({|NEEDS101:Open()|});
                return all.Sum(c => c.Execute("SELECT 1"));
            }

            int CountNamed(string[] texts)
            {
                var all = new List<MySqlConnection>();
                foreach (var text in texts)
                {
                    var {|NEEDS101:c|} = Open();
                    all.Add(c);
                }

                return all.Sum(c => c.Execute("SELECT 1"));
            }
            """);

    [Fact]
    public Task ConnectionThatIsOpenedOnceInALoop() =>
        Verify.NotOfferedAsync(
            """
            void Run(string[] texts)
            {
                MySqlConnection? c = null;
                foreach (var text in texts)
                {
                    {|NEEDS101:c|} ??= Open();
                    c.Execute(text);
                }
            }
            """);

    [Fact]
    public Task Field() =>
        Verify.NotOfferedAsync(
            """
            private MySqlConnection? _c;

            void Run(string sql)
            {
                {|NEEDS104:_c|} = Open();
                _c.Execute(sql);
            }
            """);
}
