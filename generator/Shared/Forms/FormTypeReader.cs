using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Forms;

/// <summary>Reads the type of a form parameter and the types of its members: NEEDS023.</summary>
internal sealed class FormTypeReader
{
    private readonly Dictionary<INamedTypeSymbol, FormTypeShape> _types = new(SymbolEqualityComparer.IncludeNullability);
    private readonly HashSet<INamedTypeSymbol> _begun = new(SymbolEqualityComparer.IncludeNullability);
    private readonly HashSet<INamedTypeSymbol> _enums = new(SymbolEqualityComparer.Default);
    private readonly ImmutableArray<INamedTypeSymbol>.Builder _order = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
    private readonly ImmutableArray<FormMemberProblem>.Builder _problems = ImmutableArray.CreateBuilder<FormMemberProblem>();
    private readonly CancellationToken _cancellationToken;

    private FormTypeReader(CancellationToken cancellationToken) => _cancellationToken = cancellationToken;

    /// <param name="type">A type that <see cref="FormObjects"/> finds bindable.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static FormTypeReading Read(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var reader = new FormTypeReader(cancellationToken);
        reader.Read(type, type, "");
        if (reader._problems.Count == 0) reader.FindEndless();
        return new(type, [.. reader._order.Select(one => reader._types[one])], [.. reader._enums], reader._problems.ToImmutable());
    }

    private void Read(INamedTypeSymbol type, ISymbol member, string path)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (!_begun.Add(type)) return;
        if (FormConstructors.Of(type, out var why) is not { } constructor)
        {
            Complain(member, path, why!);
            return;
        }

        var members = FormMembers.Of(type, constructor, (symbol, reason) => Complain(symbol, Join(path, symbol.Name), reason), _cancellationToken);
        _types.Add(type, new(type, constructor, members));
        _order.Add(type);
        foreach (var one in members) Read(one.Target, one.Symbol, Join(path, one.Symbol.Name));
    }

    private void Read(FormTarget target, ISymbol member, string path)
    {
        if (target.Kind is FormTargetKind.Enum or FormTargetKind.Flags) _enums.Add((INamedTypeSymbol)target.Type);
        if (target.Kind == FormTargetKind.Object) Read((INamedTypeSymbol)target.Type, member, path);
        if (target.Key is { Kind: FormTargetKind.Enum, Type: INamedTypeSymbol key }) _enums.Add(key);
        if (target.Element is not null) Read(target.Element, member, path + "[]");
    }

    /// <summary>An object that can't be without another of its type would be built without end.</summary>
    private void FindEndless()
    {
        foreach (var type in _order)
        {
            foreach (var member in _types[type].Members)
            {
                if (member.Absence == FormAbsence.Built && Reaches((INamedTypeSymbol)member.Target.Type, type, []))
                {
                    Complain(member.Symbol, $"{type.Name}.{member.Symbol.Name}", $"each {type.Name} would contain another without end: let it be null");
                    return;
                }
            }
        }
    }

    private bool Reaches(INamedTypeSymbol from, INamedTypeSymbol to, HashSet<string> seen)
    {
        if (SymbolEqualityComparer.IncludeNullability.Equals(from, to)) return true;
        return seen.Add(from.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))
            && _types[from].Members.Any(member => member.Absence == FormAbsence.Built && Reaches((INamedTypeSymbol)member.Target.Type, to, seen));
    }

    private void Complain(ISymbol member, string path, string why) => _problems.Add(new(member, path, why));

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
