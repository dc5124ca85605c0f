using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Injection.Requests;

/// <summary>Tells which methods have a request at hand: as a parameter, or as a member of their type.</summary>
internal sealed class RequestTypes
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _types = new(SymbolEqualityComparer.Default);

    public bool AreAtHand(IMethodSymbol method) =>
        method.Parameters.Any(parameter => IsRequest(parameter.Type)) || (method.ContainingType is { } type && _types.GetOrAdd(type, HasMember));

    private static bool HasMember(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                switch (member)
                {
                    case IPropertySymbol property when IsRequest(property.Type):
                    case IFieldSymbol field when IsRequest(field.Type):
                    case IMethodSymbol { MethodKind: MethodKind.Constructor } constructor when constructor.Parameters.Any(parameter => IsRequest(parameter.Type)):
                        return true;
                }
            }
        }

        return false;
    }

    private static bool IsRequest(ITypeSymbol type) =>
        type.Name is "HttpRequest" or "HttpContext" or "IHttpContextAccessor" or "HttpRequestBase" or "HttpContextBase" or "ControllerContext" or "PageContext";
}
