using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.Generator;

internal static class ParameterParser
{
    public static ParameterSpec Parse(ParameterShape parameter, HandlerShape shape, bool nullable, CancellationToken cancellationToken)
    {
        var symbol = parameter.Symbol;
        return new ParameterSpec
        {
            Name = Identifiers.Escape(symbol.Name),
            Type = TypeOf(symbol, nullable),
            Role = parameter.Role,
            RefKind = symbol.RefKind switch
            {
                RefKind.Ref => "ref",
                RefKind.Out => "out",
                RefKind.In => "in",
                RefKind.RefReadOnlyParameter => "ref readonly",
                _ => "",
            },
            IsScoped = symbol.ScopedKind != ScopedKind.None && symbol.RefKind != RefKind.Out && !symbol.IsParams,
            IsParams = symbol.IsParams,
            Default = DefaultOf(symbol, cancellationToken),
            Attributes = CopiedAttributes.OfParameter(parameter, shape),
            IsCancellationToken = symbol.Type.IsCancellationToken(),
            IsDynamic = symbol.Type.TypeKind == TypeKind.Dynamic,
        };
    }

    /// <summary>
    /// What comes by reference can't be cast when it is handed on, and a <c>dynamic</c> argument would bind the call at run time: the
    /// wrapper declares it as <c>object</c>, which is the same to the runtime.
    /// </summary>
    private static string TypeOf(IParameterSymbol parameter, bool nullable)
    {
        var name = TypeNames.Of(parameter.Type, nullable);
        return parameter is { RefKind: not RefKind.None, Type.TypeKind: TypeKind.Dynamic } ? name.Replace("dynamic", "object") : name;
    }

    /// <summary>Only what was written with <c>=</c>: a default given by attributes is taken over with them.</summary>
    private static string? DefaultOf(IParameterSymbol parameter, CancellationToken cancellationToken) =>
        parameter.HasExplicitDefaultValue
        && parameter.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is ParameterSyntax { Default: not null })
            ? Literals.Of(parameter.ExplicitDefaultValue, parameter.Type)
            : null;
}
