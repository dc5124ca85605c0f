using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.Analyzers.Injection;

/// <summary>
/// Tells by names alone, and so without binding anything, whether code may come to something that takes SQL text: itself, or through methods
/// of the names that it calls.
/// </summary>
internal sealed class SinkReach(Compilation compilation, CancellationToken cancellation)
{
    private readonly Lazy<Dictionary<string, List<SyntaxNode>>> _declared = new(() => Declared(compilation, cancellation));
    private readonly Lazy<bool> _any = new(() => Anywhere(compilation, cancellation));
    private readonly Lazy<HashSet<string>> _readerNames = new(() => ReaderNames(compilation, cancellation));
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _readers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);

    /// <summary>Whether the body may hand text to a database.</summary>
    public bool From(SyntaxNode body) => _any.Value && Reaches(body, InjectionAnalysis.DeepestCall);

    /// <summary>Whether the method itself reads from the request: then what it gives may come from there though it was given nothing.</summary>
    public bool ReadsRequest(IMethodSymbol method)
    {
        if (_readers.TryGetValue(method, out var reads))
            return reads;
        reads = !method.IsStatic && Entrances.HasBoundProperties(method.ContainingType);
        foreach (var reference in method.OriginalDefinition.DeclaringSyntaxReferences)
            reads |= Entrances.NamesRequest(reference.GetSyntax(cancellation));
        return _readers.GetOrAdd(method, reads);
    }

    /// <summary>Whether code calls something by a name that something has that reads from the request and gives it.</summary>
    public bool CallsReader(SyntaxNode code)
    {
        if (!_any.Value || _readerNames.Value.Count == 0)
            return false;

        foreach (var token in code.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && _readerNames.Value.Contains(token.ValueText))
                return true;
        }

        return false;
    }

    private static bool IsSink(string name) =>
        name.EndsWith("Command", StringComparison.Ordinal) || name.EndsWith("Adapter", StringComparison.Ordinal)
        || name.StartsWith("Query", StringComparison.Ordinal) || name.StartsWith("Execute", StringComparison.Ordinal)
        || name is "CommandText" or "CommandDefinition" or "FromSqlRaw" or "SqlQueryRaw" or "SqlQuery" or "FromSql" or "FromSqlInterpolated" or "OpenCursor" or "OpenCursorAsync"
            or "AddTemplate" or "BeginBinaryImport" or "BeginBinaryExport" or "BeginTextImport" or "BeginTextExport";

    private static bool Anywhere(Compilation compilation, CancellationToken cancellation)
    {
        string[] words = ["Command", "Query", "Execute", "FromSql", "OpenCursor", "DataAdapter"];
        foreach (var tree in compilation.SyntaxTrees)
        {
            var text = tree.GetText(cancellation).ToString();
            if (words.Any(word => text.IndexOf(word, StringComparison.Ordinal) >= 0))
                return true;
        }

        return false;
    }

    private static Dictionary<string, List<SyntaxNode>> Declared(Compilation compilation, CancellationToken cancellation)
    {
        var declared = new Dictionary<string, List<SyntaxNode>>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot(cancellation).DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax))
            {
                var name = node switch
                {
                    MethodDeclarationSyntax method => method.Identifier.ValueText,
                    ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
                    PropertyDeclarationSyntax property => property.Identifier.ValueText,
                    TypeDeclarationSyntax { BaseList: not null } type => type.Identifier.ValueText,
                    _ => null,
                };
                if (name is null)
                    continue;
                if (!declared.TryGetValue(name, out var list))
                    declared.Add(name, list = []);
                list.Add(node is TypeDeclarationSyntax derived ? derived.BaseList! : node);
            }
        }

        return declared;
    }

    private static HashSet<string> ReaderNames(Compilation compilation, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (tree.GetText(cancellation).ToString().IndexOf("Request", StringComparison.Ordinal) < 0)
                continue;

            foreach (var node in tree.GetRoot(cancellation).DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax))
            {
                switch (node)
                {
                    case MethodDeclarationSyntax { ReturnType: not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } } method when Entrances.NamesRequest(method):
                        names.Add(method.Identifier.ValueText);
                        break;
                    case PropertyDeclarationSyntax { ExpressionBody: not null } or PropertyDeclarationSyntax { AccessorList.Accessors: [{ Body: not null } or { ExpressionBody: not null }, ..] } when Entrances.NamesRequest(node):
                        names.Add(((PropertyDeclarationSyntax)node).Identifier.ValueText);
                        break;
                }
            }
        }

        return names;
    }

    private bool Reaches(SyntaxNode body, int depth)
    {
        foreach (var token in body.DescendantTokens())
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken) || token.Parent is not SimpleNameSyntax)
                continue;
            if (IsSink(token.ValueText) || (depth > 0 && ReachesByName(token.ValueText)))
                return true;
        }

        return false;
    }

    // Through any number of calls: what is too deep is only looked at for nothing.
    private bool ReachesByName(string name)
    {
        if (_names.TryGetValue(name, out var known))
            return known;
        if (!_declared.Value.ContainsKey(name))
            return _names[name] = false;

        var seen = new HashSet<string>(StringComparer.Ordinal) { name };
        var pending = new Queue<string>(seen);
        var reaches = false;
        while (pending.Count > 0 && !reaches)
        {
            foreach (var declaration in _declared.Value[pending.Dequeue()])
            {
                foreach (var token in declaration.DescendantTokens())
                {
                    if (!token.IsKind(SyntaxKind.IdentifierToken) || token.Parent is not SimpleNameSyntax)
                        continue;

                    var called = token.ValueText;
                    if (IsSink(called) || (_names.TryGetValue(called, out var other) && other))
                    {
                        reaches = true;
                        break;
                    }

                    if (!(_names.TryGetValue(called, out other) && !other) && _declared.Value.ContainsKey(called) && seen.Add(called))
                        pending.Enqueue(called);
                }

                if (reaches)
                    break;
            }
        }

        // Who reaches nothing has only seen names that reach nothing either.
        if (!reaches)
        {
            foreach (var one in seen)
                _names.TryAdd(one, false);
        }

        return _names[name] = reaches;
    }
}
