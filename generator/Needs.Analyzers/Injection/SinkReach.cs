using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Needs.Analyzers.Injection.Requests;

namespace Needs.Analyzers.Injection;

/// <summary>
/// Tells by names alone, and so without binding anything, whether code may come to something that takes SQL text, itself or through methods
/// of the names that it calls, and whether it may read from a request.
/// </summary>
internal sealed class SinkReach(Compilation compilation, CancellationToken cancellation)
{
    private static readonly string[] Words = ["Command", "Query", "Execute", "FromSql", "OpenCursor", "DataAdapter"];

    private static readonly Dictionary<ulong, Look> Known = KnownWords();

    private readonly Lazy<bool> _any = new(() => Anywhere(compilation, cancellation));
    private readonly Lazy<Index> _index = new(() => new Index(compilation, cancellation));
    private readonly ConcurrentDictionary<IMethodSymbol, Look> _methods = new(SymbolEqualityComparer.Default);

    /// <summary>What a look at code shows.</summary>
    [Flags]
    internal enum Look
    {
        Nothing = 0,

        /// <summary>It names what takes SQL text, or something that does.</summary>
        Sink = 1,

        /// <summary>It names a member by which a request is read, or maps handlers.</summary>
        Request = 2,

        /// <summary>It names something that has the name of something that reads a request and gives what it read.</summary>
        Reader = 4,

        /// <summary>It names what a request itself is reached by.</summary>
        Root = 8,
    }

    public Look At(SyntaxNode code)
    {
        if (!_any.Value)
            return Look.Nothing;

        var index = _index.Value;
        var look = Look.Nothing;
        var words = new Words(TextOf(code.SyntaxTree, cancellation), code.Span);
        while (words.Next())
        {
            look |= Direct(words) & ~Look.Root;
            if (index.Names.TryGetValue(words.Current, out var named))
                look |= named;
        }

        return look;
    }

    /// <summary>The same of a method's declaration.</summary>
    public Look At(IMethodSymbol method)
    {
        if (_methods.TryGetValue(method, out var known))
            return known;

        var look = Look.Nothing;
        foreach (var reference in method.OriginalDefinition.DeclaringSyntaxReferences)
            look |= At(reference.GetSyntax(cancellation));
        return _methods.GetOrAdd(method, look);
    }

    /// <summary>Whether the method may give something of a request to callers that give it nothing: by its own reading, or by a name of one that does.</summary>
    public bool Gives(IMethodSymbol method) =>
        _any.Value
        && ((At(method) & Look.Reader) != 0
            || (_index.Value.Names.TryGetValue(Injection.Words.NumberOf(method.AssociatedSymbol?.Name ?? method.Name), out var look) && (look & Look.Reader) != 0));

    /// <summary>Whether a method of this compilation may hand text to a database: by what it names, or, where it has no body, by its name.</summary>
    public bool MayTake(IMethodSymbol method)
    {
        method = method.ReducedFrom ?? method;
        if (method.ContainingType?.DeclaringSyntaxReferences.IsEmpty != false)
            return false;
        if ((At(method) & Look.Sink) != 0)
            return true;
        return (method.IsAbstract || method.IsImplicitlyDeclared)
            && _index.Value.Names.TryGetValue(Injection.Words.NumberOf(method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.AssociatedSymbol?.Name ?? method.Name), out var look)
            && (look & Look.Sink) != 0;
    }

    private static Look Direct(in Words word)
    {
        var look = Known.TryGetValue(word.Current, out var known) ? known : Look.Nothing;
        return word.EndsWith("Command") || word.EndsWith("DataAdapter") || word.StartsWith("Execute")
            || (word.StartsWith("Query") && !word.StartsWith("QueryString") && !word.StartsWith("Queryable"))
            ? look | Look.Sink
            : look;
    }

    private static string TextOf(SyntaxTree tree, CancellationToken cancellation) => tree.GetText(cancellation).ToString();

    private static Dictionary<ulong, Look> KnownWords()
    {
        var known = new Dictionary<ulong, Look>();
        Add(Look.Request, [.. RequestMembers.Names, .. MappedMethods.Names]);
        Add(Look.Root, [.. RequestMembers.Roots]);
        Add(
            Look.Sink,
            "CommandDefinition", "FromSqlRaw", "SqlQueryRaw", "SqlQuery", "FromSql", "FromSqlInterpolated", "CommandText", "OpenCursor", "OpenCursorAsync", "AddTemplate",
            "BeginBinaryImport", "BeginBinaryExport", "BeginTextImport", "BeginTextExport");
        return known;

        void Add(Look look, params string[] words)
        {
            foreach (var word in words)
                known[Injection.Words.NumberOf(word)] = known.TryGetValue(Injection.Words.NumberOf(word), out var other) ? other | look : look;
        }
    }

    private static bool Anywhere(Compilation compilation, CancellationToken cancellation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var text = TextOf(tree, cancellation);
            if (Array.Exists(Words, word => text.IndexOf(word, StringComparison.Ordinal) >= 0))
                return true;
        }

        return false;
    }

    /// <summary>What the names of the compilation's members lead to.</summary>
    private sealed class Index
    {
        private readonly Dictionary<ulong, List<ulong>> _callers = [];

        public Index(Compilation compilation, CancellationToken cancellation)
        {
            var members = new List<(ulong Name, string Text, TextSpan Span, bool Gives)>();
            foreach (var tree in compilation.SyntaxTrees)
            {
                var text = TextOf(tree, cancellation);
                foreach (var node in tree.GetRoot(cancellation).DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax))
                {
                    if (NameOf(node) is { } name)
                        members.Add((Injection.Words.NumberOf(name), text, SpanOf(node), node is not ConstructorDeclarationSyntax and not TypeDeclarationSyntax));
                }
            }

            foreach (var member in members)
                Names[member.Name] = Look.Nothing;
            var reaching = new Queue<ulong>();
            foreach (var (name, text, span, gives) in members)
                Read(name, text, span, gives, reaching);

            while (reaching.Count > 0)
            {
                if (!_callers.TryGetValue(reaching.Dequeue(), out var callers))
                    continue;
                foreach (var caller in callers)
                    Mark(caller, Look.Sink, reaching);
            }
        }

        /// <summary>What the names of members lead to.</summary>
        public Dictionary<ulong, Look> Names { get; } = [];

        private void Read(ulong name, string text, TextSpan span, bool gives, Queue<ulong> reaching)
        {
            var words = new Words(text, span);
            var last = 0UL;
            while (words.Next())
            {
                var look = Direct(words);
                if ((look & Look.Sink) != 0)
                    Mark(name, Look.Sink, reaching);
                if (gives && (look & Look.Root) != 0)
                    Names[name] |= Look.Reader;
                if (words.Current == last || words.Current == name || !Names.ContainsKey(words.Current))
                    continue;

                last = words.Current;
                if (!_callers.TryGetValue(last, out var callers))
                    _callers.Add(last, callers = []);
                callers.Add(name);
            }
        }

        private void Mark(ulong name, Look look, Queue<ulong> news)
        {
            if ((Names[name] & look) != 0)
                return;
            Names[name] |= look;
            news.Enqueue(name);
        }

        private static string? NameOf(SyntaxNode node) => node switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
            PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } property when accessors.All(accessor => accessor is { Body: null, ExpressionBody: null }) => null,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            TypeDeclarationSyntax { BaseList: not null } type => type.Identifier.ValueText,
            _ => null,
        };

        // A derived type may hand on to its base.
        private static TextSpan SpanOf(SyntaxNode node) => node is TypeDeclarationSyntax { BaseList: { } bases } ? bases.Span : node.Span;
    }
}
