using Microsoft.CodeAnalysis;
using Needs.Generator;

namespace Needs.Benchmarks.Generator;

/// <summary>What Roslyn itself takes to find the marked methods, whatever is then made of them.</summary>
internal sealed class AttributesOnly : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var attribute in new[] { "Needs.NeedsDbAttribute", "Needs.NeedsFormAttribute" })
        {
            var found = context.SyntaxProvider.ForAttributeWithMetadataName(attribute, HandlerParser.IsCandidate, static (_, _) => 0);
            context.RegisterSourceOutput(found, static (_, _) => { });
        }
    }
}
