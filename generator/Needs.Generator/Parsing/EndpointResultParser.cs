using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Generator;

/// <summary>Decides what a handler's result is written as.</summary>
internal static class EndpointResultParser
{
    public static EndpointResultSpec Parse(ReturnShape result, ITypeSymbol declared, bool nullable)
    {
        if ((result.IsStream ? declared : result.Value) is not { } value) return new EndpointResultSpec(ResultKind.Nothing, "", null);
        var type = value.WithoutNullable();
        var kind = result.IsStream ? ResultKind.Stream
            : type.SpecialType == SpecialType.System_String ? ResultKind.Text
            : type.Implements(AspNetCoreNames.Result) ? ResultKind.Result
            : type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic ? ResultKind.Any
            : ResultKind.Json;
        var describes = type.Implements(AspNetCoreNames.EndpointMetadataProvider) && type.TypeKind is TypeKind.Class or TypeKind.Struct;
        return new EndpointResultSpec(kind, kind == ResultKind.Any ? "object" : TypeNames.Of(value, nullable), describes ? TypeNames.Of(type, nullable) : null);
    }
}
