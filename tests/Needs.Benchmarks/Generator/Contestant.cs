using Microsoft.CodeAnalysis;
using Needs.Generator;

namespace Needs.Benchmarks.Generator;

/// <summary>A way to find handlers. All but the floor parse them with Needs' parser and write them with its emitters.</summary>
internal sealed record Contestant(string Name, IIncrementalGenerator Generator)
{
    public static readonly Contestant Needs = new("Needs", new NeedsGenerator());
    public static readonly Contestant Floor = new("the attributes found, nothing done", new AttributesOnly());
    public static readonly Contestant Syntax = new("a syntax provider", new SyntaxProvider());
    public static readonly Contestant WithCompilation = new("a syntax provider and the compilation", new SyntaxProviderWithCompilation());

    public static IReadOnlyList<Contestant> All { get; } = [Needs, Floor, Syntax, WithCompilation];

    /// <summary>Those that write Needs' files.</summary>
    public static IEnumerable<Contestant> Writing => All.Where(contestant => contestant != Floor);
}
