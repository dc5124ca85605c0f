using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs;

internal static class TypeInterfaces
{
    private static readonly TypeMemory<Interfaces> Known = new(static definition => new Interfaces(definition.AllInterfaces));

    /// <summary>
    /// All interfaces of a type, as its definition names them: what type arguments make of them is not to be seen. The compiler itself
    /// makes a new list each time that it is asked.
    /// </summary>
    public static ImmutableArray<INamedTypeSymbol> InterfaceDefinitions(this ITypeSymbol type) => Known.Of(type).All;

    private sealed class Interfaces(ImmutableArray<INamedTypeSymbol> all)
    {
        public ImmutableArray<INamedTypeSymbol> All => all;
    }
}
