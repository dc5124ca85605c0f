using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>One connection that a handler is lent.</summary>
/// <param name="Connection">The parameter that takes the connection.</param>
/// <param name="Transaction">The parameter that takes its transaction, if there is one.</param>
/// <param name="Settings">Which database lends, and whether in a transaction.</param>
internal sealed record NeedShape(IParameterSymbol Connection, IParameterSymbol? Transaction, NeedsDbSettings Settings)
{
    public string DatabaseName => Settings.Name ?? WellKnownNames.DefaultDatabase;

    public bool InTransaction => Transaction is not null || Settings.InTransaction;
}
