using System.Collections;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Needs.MySql.Tests.Tenants;

/// <summary>What a debugger, a serializer or a careless log statement shows of an object of this library.</summary>
internal static class PublicFace
{
    private const int Depth = 5;

    public static IEnumerable<string> Of(object? value) => Of(value, Depth);

    private static IEnumerable<string> Of(object? value, int depth)
    {
        if (value is null) yield break;
        yield return value.ToString() ?? "";
        if (depth == 0 || value is string || !IsOurs(value.GetType()) && value is not IEnumerable) yield break;
        if (value is IEnumerable several)
        {
            foreach (var one in several)
                foreach (var line in Of(one, depth - 1)) yield return line;
            yield break;
        }

        if (value.GetType().GetCustomAttribute<DebuggerDisplayAttribute>() is { } display)
            Assert.DoesNotContain("Password", display.Value, StringComparison.OrdinalIgnoreCase);
        yield return JsonSerializer.Serialize(new { value = Serializable(value) });
        foreach (var property in value.GetType().GetProperties())
        {
            if (property.GetIndexParameters().Length > 0 || IsHiddenPassword(property)) continue;
            foreach (var line in Of(property.GetValue(value), depth - 1)) yield return line;
        }
    }

    private static object? Serializable(object value) => value is DatabaseKey ? value : null;

    private static bool IsOurs(Type type) => type.Assembly == typeof(Database).Assembly;

    /// <summary>The one property that is the password: no debugger unfolds it.</summary>
    private static bool IsHiddenPassword(PropertyInfo property) =>
        property is { Name: nameof(DatabaseKey.Password), DeclaringType: var type } && type == typeof(DatabaseKey)
        && property.GetCustomAttribute<DebuggerBrowsableAttribute>() is { State: DebuggerBrowsableState.Never };
}
