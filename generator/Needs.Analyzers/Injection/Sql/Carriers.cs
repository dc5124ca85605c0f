using Microsoft.CodeAnalysis;
using Needs.Analyzers.Flow;
using Needs.Endpoints;

namespace Needs.Analyzers.Injection.Sql;

/// <summary>What methods from elsewhere do with text: hand it on, put it into something, or neither.</summary>
internal static class Carriers
{
    /// <summary>Whether what the method gives is made of all that it is given.</summary>
    public static bool CombinesAll(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (type is null)
            return false;
        if (type.SpecialType is SpecialType.System_String or SpecialType.System_Array || IsBuilder(type))
            return true;

        var space = type.ContainingNamespace;
        return type.Name switch
        {
            "Enumerable" or "Queryable" or "AsyncEnumerable" or "ParallelEnumerable" => space.IsWithin("System.Linq"),
            "Convert" or "Tuple" or "ValueTuple" or "KeyValuePair" or "MemoryExtensions" or "FormattableString" => IsNamespace(space, "System") || IsNamespace(space, "System.Collections.Generic"),
            "Task" or "ValueTask" => space.IsWithin("System.Threading.Tasks"),
            "Uri" => method.Name is "UnescapeDataString",
            "WebUtility" or "HttpUtility" => method.Name.IndexOf("Decode", StringComparison.Ordinal) >= 0,
            "JsonSerializer" or "JsonConvert" => method.Name.StartsWith("Deserialize", StringComparison.Ordinal),
            "Regex" => method.Name is "Replace",
            _ => space.IsWithin("System.Collections"),
        };
    }

    /// <summary>Whether functions that the method is given are called with what it is called on.</summary>
    public static bool FeedsFunctions(IMethodSymbol method) =>
        method.ContainingType is { } type
        && (type.SpecialType == SpecialType.System_Array || type.ContainingNamespace.IsWithin("System.Linq") || type.ContainingNamespace.IsWithin("System.Collections")
            || type.Name == "Parallel");

    /// <summary>Whether the result is made of what the functions give, and of nothing else.</summary>
    public static bool GivesWhatFunctionsGive(string name) => name is "Select" or "SelectMany" or "ConvertAll" or "ToLookup";

    /// <summary>Whether the method puts what it is given into what it is called on.</summary>
    public static bool Adds(IMethodSymbol method)
    {
        var type = method.ContainingType;
        return type is not null
            && (IsBuilder(type) || type.ContainingNamespace.IsWithin("System.Collections") || type.Name is "DefaultInterpolatedStringHandler" or "StringWriter" or "TextWriter")
            && (Starts(method.Name, "Append") || Starts(method.Name, "Add") || Starts(method.Name, "Insert") || Starts(method.Name, "Push") || Starts(method.Name, "Enqueue")
                || Starts(method.Name, "Write") || Starts(method.Name, "TryAdd") || Starts(method.Name, "Union") || Starts(method.Name, "Replace") || Starts(method.Name, "Set"));
    }

    /// <summary>Whether a collection or builder is empty after the call.</summary>
    public static bool Empties(IMethodSymbol method) =>
        method.Name == "Clear" && method.ContainingType is { } type && (IsBuilder(type) || type.ContainingNamespace.IsWithin("System.Collections"));

    /// <summary>Whether an object is made of the text that its constructor is given.</summary>
    public static bool Keeps(INamedTypeSymbol type) =>
        type.SpecialType == SpecialType.System_String
        || (type.ContainingNamespace.IsWithin("System") && (type.ContainingNamespace.IsWithin("System.Collections") || type.IsTupleType
            || type.Name is "StringBuilder" or "Lazy" or "Tuple" or "KeyValuePair" or "StreamReader" or "StringReader" or "ValueTask" or "Nullable"))
        || type.HasName(AspNetCoreNames.StringValues);

    private static bool IsBuilder(INamedTypeSymbol type) => type.Name is "StringBuilder" or "AppendInterpolatedStringHandler" && type.ContainingNamespace.IsWithin("System.Text");

    private static bool IsNamespace(INamespaceSymbol space, string name) => space.IsWithin(name) && name.Split('.').Length == Depth(space);

    private static int Depth(INamespaceSymbol space)
    {
        var depth = 0;
        for (var current = space; current is { IsGlobalNamespace: false }; current = current.ContainingNamespace)
            depth++;
        return depth;
    }

    private static bool Starts(string name, string start) => name.StartsWith(start, StringComparison.Ordinal);
}
