using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>
/// Which inputs of a callee its caller wants to know about: those that hold something of the caller's.
/// What else the callee does with what it is given is not looked at, and neither are the callees that it gives that to.
/// </summary>
internal readonly record struct Interest(bool InThis, ulong InParameters, bool InCaptured)
{
    public static readonly Interest None = default;

    public static readonly Interest This = new(InThis: true, InParameters: 0, InCaptured: false);

    /// <summary>What the analysis of uses asks of the body that it reports on.</summary>
    public static readonly Interest Uses = new(InThis: true, InParameters: ulong.MaxValue, InCaptured: true) { FollowsUses = true, IsRoot = true };

    /// <summary>What callers ask of a method where uses are followed: all that can have to do with them.</summary>
    public static Interest InUses(IMethodSymbol method, DatabaseTypes types)
    {
        var interest = new Interest(InThis: true, InParameters: 0, InCaptured: method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
        {
            IsResult = true,
            FollowsUses = true,
        };
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type is { IsReferenceType: true, SpecialType: not SpecialType.System_String } or ITypeParameterSymbol || types.LeadsToUses(parameter.Type))
                interest = interest.With(parameter.Ordinal);
        }

        return interest;
    }

    /// <summary>Whether somebody asks at all: else only the body's own resources count.</summary>
    public bool IsSummary => !IsRoot && (InCaptured || InThis || InParameters != 0 || IsResult);

    /// <summary>What is run on connections counts too, not only how they come and go.</summary>
    public bool FollowsUses { get; init; }

    /// <summary>Nobody calls: it is the body that is reported on.</summary>
    public bool IsRoot { get; init; }

    /// <summary>Somebody asks for what is returned.</summary>
    public bool IsResult { get; init; }

    public bool Includes(int parameter) => parameter < 64 && (InParameters & (1UL << parameter)) != 0;

    public Interest With(int parameter) => parameter < 64 ? this with { InParameters = InParameters | (1UL << parameter) } : this;

    /// <summary>Whether it includes an input of a body of the given method.</summary>
    public bool Includes(Entity input, IMethodSymbol? method)
    {
        while (input.Owner is { } owner)
            input = owner;
        if (input.IsThis || input.Member is IParameterSymbol { ContainingSymbol: INamedTypeSymbol })
            return InThis;
        return input.Member is IParameterSymbol parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method)
            ? Includes(parameter.Ordinal)
            : InCaptured && input.Member is not IFieldSymbol { IsStatic: true };
    }
}
