using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Needs.AspNetCore;

/// <summary>Finds the methods of handlers, for the description of their endpoints. Called by generated code, once for each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HandlerMethod
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Finds a method by its name and the types of its parameters.</summary>
    /// <exception cref="MissingMethodException">There is none.</exception>
    public static MethodInfo Find(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods)] Type type,
        string name,
        params Type[] parameters)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.GetMethod(name, Declared, parameters) ?? throw new MissingMethodException(type.FullName, name);
    }
}
