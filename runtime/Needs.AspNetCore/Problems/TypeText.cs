namespace Needs.AspNetCore;

/// <summary>The name of a type as a client of the application may read it: short, without namespaces and arity.</summary>
internal static class TypeText
{
    public static string Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum || Type.GetTypeCode(type) is TypeCode.Object) return Short(type.Name);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => "bool (true or false)",
            TypeCode.Char => "character",
            TypeCode.DateTime => "date and time",
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "number",
            TypeCode.String => "text",
            _ => $"whole number ({type.Name})",
        };
    }

    private static string Short(string name) => name.IndexOf('`') is > 0 and var arity ? name[..arity] : name;
}
