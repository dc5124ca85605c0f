using System.Data;
using Microsoft.CodeAnalysis;

namespace Needs.Generator;

internal static class NeedParser
{
    public static NeedSpec Parse(NeedShape need, bool nullable) => new()
    {
        ParameterName = Identifiers.Escape(need.Connection.Name),
        ConnectionType = TypeOf(need.Connection, nullable),
        TransactionParameterName = need.Transaction is null ? null : Identifiers.Escape(need.Transaction.Name),
        TransactionType = need.Transaction is null ? null : TypeOf(need.Transaction, nullable),
        DatabaseName = need.Settings.Name,
        InTransaction = need.InTransaction,
        Isolation = CodeOf((IsolationLevel)need.Settings.Isolation),
    };

    /// <summary>What is lent is never null, whatever the handler would take.</summary>
    private static string TypeOf(IParameterSymbol parameter, bool nullable) =>
        TypeNames.Of(parameter.Type.WithNullableAnnotation(NullableAnnotation.None), nullable);

    private static string CodeOf(IsolationLevel level) => Enum.IsDefined(typeof(IsolationLevel), level)
        ? $"global::System.Data.IsolationLevel.{level}"
        : $"(global::System.Data.IsolationLevel)({(int)level})";
}
