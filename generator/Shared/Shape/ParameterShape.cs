using Microsoft.CodeAnalysis;

namespace Needs;

internal enum ParameterRole
{
    /// <summary>Handed on as it is.</summary>
    Argument,

    /// <summary>Replaced by the <c>Database</c> that lends it.</summary>
    Connection,

    /// <summary>Left out: it comes with its connection.</summary>
    Transaction,
}

/// <summary>One parameter of a handler and where its value comes from.</summary>
internal sealed record ParameterShape(IParameterSymbol Symbol, ParameterRole Role);
