using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>
/// What was found out about the definitions of types, each once. Nothing in it grows old: a symbol never changes, those of references live
/// on when code is edited, and those of the code are made anew with each edit.
/// </summary>
internal sealed class TypeMemory<T>(Func<ITypeSymbol, T> find)
    where T : class
{
    private readonly ConditionalWeakTable<ITypeSymbol, T> _known = new();
    private readonly ConditionalWeakTable<ITypeSymbol, T>.CreateValueCallback _find = new(find);

    public T Of(ITypeSymbol type) => _known.GetValue(type.OriginalDefinition, _find);
}
