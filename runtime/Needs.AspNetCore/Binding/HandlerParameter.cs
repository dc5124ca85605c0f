using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;

namespace Needs.AspNetCore;

/// <summary>The parameters of handlers, for types that bind themselves and ask which parameter they bind.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HandlerParameter
{
    private static readonly ConcurrentDictionary<(HandlerDescriptor Handler, int Position), ParameterInfo> Found = new();

    /// <summary>A parameter of a handler, found when it is first needed.</summary>
    public static ParameterInfo Of(HandlerDescriptor handler, int position, Func<MethodInfo> find) =>
        Found.GetOrAdd((handler, position), static (key, find) => find().GetParameters()[key.Position], find);
}
