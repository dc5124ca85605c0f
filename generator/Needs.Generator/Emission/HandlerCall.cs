namespace Needs.Generator;

/// <summary>Writes the call of a handler, bound to exactly that method whatever else its type declares.</summary>
internal static class HandlerCall
{
    private const int LongestCall = 100;

    /// <param name="handler">Who is called.</param>
    /// <param name="leases">The lease of each need, by the name of its connection parameter.</param>
    /// <param name="self">The instance, when it is not <c>this</c>.</param>
    public static string Of(HandlerSpec handler, IReadOnlyDictionary<string, string> leases, string? self = null)
    {
        var callee = Callee(handler, self) + TypeArguments(handler);
        var arguments = Arguments(handler, leases).ToList();
        var line = $"{callee}({string.Join(", ", arguments)})";
        return line.Length <= LongestCall || arguments.Count == 1 ? line : $"{callee}(\n    {string.Join(",\n    ", arguments)})";
    }

    /// <summary>The bare name reads best; a parameter or type parameter of that name would hide the method.</summary>
    private static string Callee(HandlerSpec handler, string? self)
    {
        if (self is not null) return $"{self}.{handler.Name}";
        var isHidden = handler.Parameters.Any(parameter => parameter.Name == handler.Name)
            || handler.TypeParameters.Any(parameter => parameter.Name == handler.Name);
        if (!isHidden) return handler.Name;
        return handler.IsStatic ? $"{handler.Type.FullName}.{handler.Name}" : $"this.{handler.Name}";
    }

    public static string TypeArguments(HandlerSpec handler) => handler.TypeParameters.IsEmpty
        ? ""
        : $"<{string.Join(", ", handler.TypeParameters.Select(parameter => parameter.Name))}>";

    private static IEnumerable<string> Arguments(HandlerSpec handler, IReadOnlyDictionary<string, string> leases)
    {
        foreach (var parameter in handler.Parameters)
        {
            switch (parameter.Role)
            {
                case ParameterRole.Connection:
                    var connected = handler.Needs.First(need => need.ParameterName == parameter.Name);
                    yield return $"{leases[connected.ParameterName]}.Connection<{connected.ConnectionType}>()";
                    break;
                case ParameterRole.Transaction:
                    var begun = handler.Needs.First(need => need.TransactionParameterName == parameter.Name);
                    yield return $"{leases[begun.ParameterName]}.Transaction<{begun.TransactionType}>()";
                    break;
                default:
                    yield return Argument(parameter);
                    break;
            }
        }
    }

    public static string Argument(ParameterSpec parameter) => parameter.RefKind switch
    {
        "" when parameter.IsDynamic => $"(object){parameter.Name}",
        "" => parameter.Name,
        "ref readonly" => $"in {parameter.Name}",
        _ => $"{parameter.RefKind} {parameter.Name}",
    };
}
