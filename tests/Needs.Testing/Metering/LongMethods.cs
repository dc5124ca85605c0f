using System.Text;

namespace Needs.Testing.Metering;

/// <summary>Methods of about as many statements as wanted, each of one shape that makes analyses of control flow slow.</summary>
public static class LongMethods
{
    public const int Statements = 5000;

    public static IReadOnlyDictionary<string, Func<string>> Shapes { get; } = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["plain calls on one connection"] = () => Method("using var c = Open();" + Repeat(Statements, i => $"c.Execute(\"{i}\");")),
        ["plain calls, released at the end"] = () => Method("var c = Open();" + Repeat(Statements, i => $"c.Execute(\"{i}\");") + "c.Dispose();"),
        ["no database but one connection"] = () => Method("using var c = Open();" + Repeat(Statements, i => $"x += {i} * y; y ^= x;")),
        ["opens in a row, none released"] = () => Method(Repeat(Statements / 2, i => $"var c{i} = Open(); c{i}.Execute(\"\");")),
        ["opens in a row, all released"] = () => Method(Repeat(Statements / 3, i => $"var c{i} = Open(); c{i}.Execute(\"\"); c{i}.Dispose();")),
        ["opens in a row, all released at the end"] = () => Method(Repeat(Statements / 2, i => $"var c{i} = Open();") + Repeat(Statements / 2, i => $"c{i}.Dispose();")),
        ["one variable overwritten"] = () => Method("var c = Open();" + Repeat(Statements, _ => "c = Open();") + "c.Dispose();"),
        ["one variable released and opened again"] = () => Method("var c = Open();" + Repeat(Statements / 2, _ => "c.Dispose(); c = Open();") + "c.Dispose();"),
        ["usings in a row"] = () => Method(Repeat(Statements / 2, i => $"using (var c = Open()) {{ c.Execute(\"{i}\"); }}")),
        ["using declarations in a row"] = () => Method(Repeat(Statements / 10, i => $"using var c{i} = Open(); c{i}.Execute(\"\");")),
        ["usings in each other"] = () => Method(Nest(100, i => $"using (var c{i} = Open()) {{ c{i}.Execute(\"{i}\");", Calls("c0"))),
        ["ifs in a row over one connection"] = () => Method("var c = Open();" + Repeat(Statements / 2, i => $"if (x > {i}) c.Execute(\"{i}\");") + "c.Dispose();"),
        ["ifs that each may release"] = () => Method("var c = Open();" + Repeat(Statements / 2, i => $"if (x > {i}) c.Close();")),
        ["ifs that each open"] = () => Method(Repeat(Statements / 3, i => $"DbConnection? c{i} = null; if (x > {i}) c{i} = Open(); c{i}?.Dispose();")),
        ["ifs that set flags"] = () => Method("var c = Open(); var f = false;" + Repeat(Statements / 3, i => $"if (x > {i}) f = !f; if (f) c.Execute(\"\");") + "if (f) c.Dispose();"),
        ["flags of their own"] = () => Method("var c = Open();" + Repeat(Statements / 3, i => $"var f{i} = x > {i}; if (f{i}) c.Execute(\"\");") + "c.Dispose();"),
        ["ifs in each other"] = () => Method("var c = Open();" + Nest(200, i => $"if (x > {i}) {{ c.Execute(\"{i}\");", Calls("c")) + "c.Dispose();"),
        ["early returns"] = () => Method("var c = Open();" + Repeat(Statements / 2, i => $"if (x == {i}) return;") + "c.Dispose();"),
        ["early returns that release"] = () => Method("var c = Open();" + Repeat(Statements / 3, i => $"if (x == {i}) {{ c.Dispose(); return; }}") + "c.Dispose();"),
        ["tries with finally in a row"] = () => Method(Repeat(Statements / 3, i => $"var c{i} = Open(); try {{ c{i}.Execute(\"\"); }} finally {{ c{i}.Dispose(); }}")),
        ["tries with finally in each other"] = () => Method(Nest(60, i => $"var c{i} = Open(); try {{ c{i}.Execute(\"{i}\");", Calls("shared"), i => $"}} finally {{ c{i}.Dispose(); }}")),
        ["finallys that return through"] = () => Method("var c = Open(); try {" + Repeat(Statements / 2, i => $"if (x == {i}) return; c.Execute(\"\");") + "} finally { c.Dispose(); }"),
        ["tries with catch in a row"] = () => Method("var c = Open();" + Repeat(Statements / 4, i => $"try {{ c.Execute(\"{i}\"); }} catch (DbException) {{ x++; }}") + "c.Dispose();"),
        ["catches with filters"] = () => Method("var c = Open();" + Repeat(Statements / 4, i => $"try {{ c.Execute(\"\"); }} catch (DbException e) when (e.ErrorCode == {i}) {{ x++; }}") + "c.Dispose();"),
        ["tries that open, catches that release"] = () => Method(Repeat(Statements / 5, i => $"DbConnection? c{i} = null; try {{ c{i} = Open(); c{i}.Execute(\"\"); c{i}.Dispose(); }} catch {{ c{i}?.Dispose(); throw; }}")),
        ["loops in a row"] = () => Method(Repeat(Statements / 4, i => $"foreach (var s in names) {{ using var c = Open(); c.Execute(s); }}")),
        ["loops in each other"] = () => Method("var c = Open();" + Nest(40, i => $"for (var i{i} = 0; i{i} < x; i{i}++) {{ c.Execute(\"\");", Calls("c")) + "c.Dispose();"),
        ["loops that overwrite"] = () => Method("var c = Open();" + Repeat(Statements / 3, i => $"while (x++ < {i}) {{ c.Dispose(); c = Open(); }}") + "c.Dispose();"),
        ["one switch of many cases"] = () => Method("var c = Open(); switch (x) {" + Repeat(Statements / 2, i => $"case {i}: c.Execute(\"{i}\"); break;") + "} c.Dispose();"),
        ["switches in a row"] = () => Method("var c = Open();" + Repeat(Statements / 4, i => $"switch (x) {{ case 1: c.Execute(\"\"); break; case 2: y++; break; default: x++; break; }}") + "c.Dispose();"),
        ["switch expressions"] = () => Method("using var c = Open();" + Repeat(Statements / 2, i => $"x += y switch {{ 0 => c.Execute(\"\"), {i + 1} => 2, _ => 3 }};")),
        ["lambdas that capture"] = () => Method("var c = Open();" + Repeat(Statements / 2, i => $"System.Action a{i} = () => c.Execute(\"{i}\"); a{i}();") + "c.Dispose();"),
        ["lambdas that release"] = () => Method(Repeat(Statements / 3, i => $"var c{i} = Open(); System.Action a{i} = () => c{i}.Dispose(); a{i}();")),
        ["local functions"] = () => Method("var c = Open();" + Repeat(Statements / 4, i => $"void L{i}() {{ c.Execute(\"{i}\"); }} L{i}();") + "c.Dispose();"),
        ["awaits"] = () => AsyncMethod("await using var c = await OpenAsync();" + Repeat(Statements, i => $"await c.ExecuteAsync(\"{i}\");")),
        ["awaits, opened each time"] = () => AsyncMethod(Repeat(Statements / 3, i => $"var c{i} = await OpenAsync(); await c{i}.ExecuteAsync(\"\"); await c{i}.DisposeAsync();")),
        ["array of connections"] = () => Method($"var cs = new DbConnection[{Statements}];" + Repeat(Statements / 2, i => $"cs[{i}] = Open(); cs[{i}].Dispose();")),
        ["list of connections"] = () => Method("var list = new List<DbConnection>();" + Repeat(Statements, _ => "list.Add(Open());") + "foreach (var c in list) c.Dispose();"),
        ["aliases"] = () => Method("var c0 = Open();" + Repeat(Statements, i => $"var c{i + 1} = c{i};") + $"c{Statements}.Dispose();"),
        ["readers of one connection"] = () => Method("using var c = Open();" + Repeat(Statements / 4, i => $"var r{i} = c.ExecuteReader(\"{i}\"); while (r{i}.Read()) x++; r{i}.Close();")),
        ["transactions of one connection"] = () => Method("using var c = Open();" + Repeat(Statements / 5, i => $"var t{i} = c.BeginTransaction(); try {{ c.Execute(\"\"); t{i}.Commit(); }} catch {{ t{i}.Rollback(); throw; }}")),
        ["helpers that are given the connection"] = () => Method("using var c = Open();" + Repeat(Statements, i => $"Use(c, {i});")),
        ["fluent calls"] = () => Method("using var c = Open(); With(c)" + Repeat(1000, i => $".Use(c, s => s.X = {i})") + ";"),
        ["nested calls"] = () => Method("using var c = Open(); " + string.Concat(Enumerable.Repeat("Same(", 300)) + "c" + new string(')', 300) + ".Execute(\"\");"),
        ["conditional expressions"] = () => Method("var c = Open();" + Repeat(Statements / 2, i => $"x = x > {i} && y > {i} ? c.Execute(\"\") : y < {i} || x == 2 ? 1 : 2;") + "c.Dispose();"),
        ["nulls that are tested"] = () => Method("DbConnection? c = x > 0 ? Open() : null;" + Repeat(Statements / 2, _ => "if (c != null) c.Execute(\"\");") + "c?.Dispose();"),
        ["nulls of many variables"] = () => Method(Repeat(Statements / 4, i => $"var c{i} = x > {i} ? Open() : null; c{i}?.Execute(\"\");") + Repeat(Statements / 4, i => $"if (c{i} != null) c{i}.Dispose();")),
        ["gotos"] = () => Method("var c = Open();" + Repeat(Statements / 3, i => $"L{i}: if (x++ < {i}) goto L{i / 2};") + "c.Dispose();"),
        ["yields"] = () => $$"""IEnumerable<int> Long(int x) { using var c = Open(); {{Repeat(Statements / 2, i => $"c.Execute(\"\"); yield return {i};")}} }""",
        ["lent, tasks awaited one by one"] = () => Handler(Repeat(Statements / 2, i => $"var t{i} = db.ExecuteAsync(\"{i}\"); await t{i};")),
        ["lent, tasks awaited at the end"] = () => Handler(Repeat(Statements / 2, i => $"var t{i} = db.ExecuteAsync(\"\");") + Repeat(Statements / 2, i => $"await t{i};")),
        ["lent, tasks discarded"] = () => Handler(Repeat(Statements, i => $"_ = db.ExecuteAsync(\"{i}\");")),
        ["lent, tasks of a pool"] = () => Handler(Repeat(Statements / 2, i => $"_ = Task.Run(() => db.Execute(\"{i}\"));")),
        ["lent, tasks in a list"] = () => Handler("var all = new List<Task>();" + Repeat(Statements, i => $"all.Add(db.ExecuteAsync(\"{i}\"));") + "await Task.WhenAll(all);"),
        ["lent, tasks started in ifs"] = () => Handler("Task t = Task.CompletedTask;" + Repeat(Statements / 3, i => $"if (x > {i}) {{ t = db.ExecuteAsync(\"\"); }} await t;")),
        ["lent, stored and cleared"] = () => Handler(Repeat(Statements / 2, i => $"kept = db; db.Execute(\"{i}\"); kept = null;")),
        ["lent, stored in ifs"] = () => Handler(Repeat(Statements / 2, i => $"if (x > {i}) kept = db; db.Execute(\"{i}\");")),
        ["lent, stored lambdas"] = () => Handler(Repeat(Statements / 2, i => $"later = () => db.Execute(\"{i}\");")),
        ["lent, lazy sequences in a row"] = () => Handler(Repeat(Statements / 2, i => $"foreach (var s in db.Query<string>(\"{i}\", buffered: false)) x++;")),
        ["lent, lazy sequences on top of each other"] = () => Handler("var q = db.Query<string>(\"\", buffered: false);" + Repeat(Statements / 2, i => $"q = q.Where(s => s.Length > {i});") + "x += q.Count();"),
        ["lent, closed and opened again"] = () => Handler(Repeat(Statements / 3, i => $"db.Close(); db.Open(); db.Execute(\"{i}\");")),
        ["lent, readers and commands"] = () => Handler(Repeat(Statements / 5, i => $"using (var r{i} = db.ExecuteReader(\"{i}\")) {{ while (r{i}.Read()) x++; }} db.Execute(\"\");")),
        ["lent, objects that hold it"] = () => Handler(Repeat(Statements / 2, i => $"var h{i} = new Holder(db); x += h{i}.Run({i});")),
        ["lent, other things awaited"] = () => Handler(Repeat(Statements / 2, i => $"await db.ExecuteAsync(\"{i}\"); await Task.Delay({i});")),
        ["lent, texts of the request"] = () => Handler(Repeat(Statements, i => $"await db.ExecuteAsync(\"SELECT {i} FROM \" + name);")),
        ["lent, one text that grows"] = () => Handler("var sql = \"\";" + Repeat(Statements, i => $"sql += \" AND {i} = \" + name;") + "await db.ExecuteAsync(sql);"),
        ["lent, texts that are checked"] = () => Handler(Repeat(Statements / 3, i => $"var t{i} = name == \"{i}\" ? name : \"none\"; if (t{i} == \"x\") db.Execute(t{i});")),
    };

    /// <summary>A file with one class in which the method stands, beside what it calls.</summary>
    public static string File(string method) =>
        $$"""
        using System.Collections.Generic;
        using System.Data.Common;
        using System.Linq;
        using System.Threading.Tasks;
        using Dapper;
        using Needs;

        class Holder(DbConnection c)
        {
            public int Run(int i) => c.Execute("") + i;
        }

        class Box
        {
            public int X;
            public Box Use(DbConnection c, System.Action<Box> set) { set(this); c.Execute(""); return this; }
        }

        class Jobs(DbDataSource source, string[] names, DbConnection shared)
        {
            DbConnection Open() => source.OpenConnection();
            async Task<DbConnection> OpenAsync() => await source.OpenConnectionAsync();
            static DbConnection Same(DbConnection c) => c;
            static Box With(DbConnection c) => new Box();
            DbConnection? kept;
            System.Action? later;
            void Use(DbConnection c, int i) { if (i > 0 && names.Length > i) c.Execute(names[i]); }

            {{method}}
        }
        """;

    private static string Method(string body) => $"void Long(int x, int y) {{ {body} }}";

    private static string AsyncMethod(string body) => $"async Task Long(int x, int y) {{ {body} }}";

    private static string Handler(string body) => $"[NeedsDb] async Task Long(DbConnection db, string name, int x, int y) {{ {body} }}";

    private static string Calls(string connection) => Repeat(Statements / 2, i => $"{connection}.Execute(\"{i}\");");

    private static string Repeat(int count, Func<int, string> statement)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
            text.AppendLine(statement(i));
        return text.ToString();
    }

    private static string Nest(int depth, Func<int, string> open, string inside, Func<int, string>? close = null) =>
        Repeat(depth, open) + inside + Repeat(depth, i => close is null ? "}" : close(depth - 1 - i));
}
