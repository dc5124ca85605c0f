using System.Reflection;

namespace Needs.AspNetCore;

/// <summary>What is said of a handler: by the types around it, its own type and what that derives from, and itself, in this order.</summary>
internal static class HandlerAttributes
{
    public static IEnumerable<Attribute> Of(MethodInfo handler)
    {
        var said = handler.GetCustomAttributes(inherit: true).Cast<Attribute>();
        for (var type = handler.DeclaringType; type is not null; type = type.DeclaringType)
            said = type.GetCustomAttributes(inherit: true).Cast<Attribute>().Concat(said);
        return said;
    }
}
