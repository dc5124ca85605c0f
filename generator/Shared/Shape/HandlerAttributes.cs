using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>The attributes that make a method a handler: <c>[NeedsDb]</c> and <c>[NeedsForm]</c>, on it or on its parameters.</summary>
internal static class HandlerAttributes
{
    public static bool IsHandlerAttribute(this ITypeSymbol? type) => type.IsNeedsDb() || type.IsNeedsForm();

    /// <summary>All of them: what is lent first, then the form; those of the method before those of its parameters.</summary>
    public static IEnumerable<AttributeData> Of(IMethodSymbol method)
    {
        method = method.PartialDefinitionPart ?? method;
        return method.GetAttributes()
            .Concat(method.Parameters.SelectMany(parameter => parameter.GetAttributes()))
            .Where(attribute => attribute.AttributeClass.IsHandlerAttribute())
            .OrderBy(attribute => attribute.AttributeClass.IsNeedsDb() ? 0 : 1);
    }
}
