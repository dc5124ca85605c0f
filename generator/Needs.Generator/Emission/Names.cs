namespace Needs.Generator;

/// <summary>Names for what the output declares, apart from all that the handler's signature already names.</summary>
internal sealed class Names
{
    private readonly HashSet<string> _taken;

    public Names(HandlerSpec handler)
    {
        _taken = [.. handler.Parameters.Select(parameter => Identifiers.Unescape(parameter.Name))];
        _taken.UnionWith(handler.TypeParameters.Select(parameter => Identifiers.Unescape(parameter.Name)));
        _taken.Add(Identifiers.Unescape(handler.Name));
    }

    /// <summary>The wanted name, or, when it is taken, that name with a number.</summary>
    public string New(string wanted)
    {
        var name = wanted;
        for (var number = 2; !_taken.Add(name); number++) name = wanted + number;
        return name;
    }
}
