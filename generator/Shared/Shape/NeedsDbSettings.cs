using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>What one <c>[NeedsDb]</c> attribute says.</summary>
/// <param name="Name">The name of the database; null for the default one.</param>
/// <param name="Transaction">Whether a transaction was asked for by name.</param>
/// <param name="Isolation">The value of the <c>IsolationLevel</c>; -1, the value of <c>Unspecified</c>, when none was given.</param>
internal sealed record NeedsDbSettings(string? Name, bool Transaction, int Isolation)
{
    public const int UnspecifiedIsolation = -1;

    public static readonly NeedsDbSettings Default = new(null, false, UnspecifiedIsolation);

    /// <summary>An isolation level makes no sense without a transaction, so it implies one.</summary>
    public bool InTransaction => Transaction || Isolation != UnspecifiedIsolation;

    public static NeedsDbSettings? Of(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
            if (attribute.AttributeClass.IsNeedsDb())
                return Read(attribute);

        return null;
    }

    private static NeedsDbSettings Read(AttributeData attribute)
    {
        var settings = Default;
        if (attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string name }, ..]) settings = settings with { Name = name };
        foreach (var argument in attribute.NamedArguments)
        {
            settings = (argument.Key, argument.Value.Value) switch
            {
                ("Transaction", bool transaction) => settings with { Transaction = transaction },
                ("Isolation", int isolation) => settings with { Isolation = isolation },
                _ => settings,
            };
        }

        return settings;
    }
}
