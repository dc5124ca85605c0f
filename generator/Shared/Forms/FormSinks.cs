using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Forms;

/// <summary>Checks the type that takes the uploads of a form: NEEDS024.</summary>
internal static class FormSinks
{
    public static ShapeProblem? Problem(AttributeData settings)
    {
        if (settings.Named<ITypeSymbol>("Sink") is not { TypeKind: not TypeKind.Error } sink) return null;
        return Why(sink) is { } why ? new(DiagnosticIds.UnusableSink, Location.None, FormObjects.NameOf(sink), why) : null;
    }

    private static string? Why(ITypeSymbol sink)
    {
        if (!sink.Implements(FormNames.FileSink)) return "it is no IFormFileSink";
        if (sink is not INamedTypeSymbol { IsUnboundGenericType: false } type) return "it is not one type";
        if (FormObjects.Unreachable(type) is { } unreachable) return unreachable;
        if (type.IsValueType) return "it is a struct, and sinks are made once and passed on";
        if (type.TypeKind == TypeKind.Interface || type.IsAbstract) return null;
        return type.InstanceConstructors.Any(constructor => constructor.DeclaredAccessibility == Accessibility.Public) ? null : "it has no public constructor";
    }
}
