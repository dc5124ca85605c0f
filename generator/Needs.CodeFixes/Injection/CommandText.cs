using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Injection;

/// <summary>Commands: a statement after the one that gives the text adds the parameter.</summary>
internal static class CommandText
{
    public static IEnumerable<IReadOnlyList<TextChange>> Changes(FixSite site, SqlText text)
    {
        if (Command.Of(text.Use, site) is not { } command)
            yield break;

        var function = Functions.Around(text.Use);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = text.Chosen.Select(hole => ParameterNames.Of(hole.Value, function, taken)).ToList();
        var mark = command.Type.Name.StartsWith("Oracle", StringComparison.Ordinal) ? ":" : "@";
        if (command.Type.Name.StartsWith("Npgsql", StringComparison.Ordinal) && text.Chosen.Any(hole => !hole.IsQuoted))
            yield break; // PostgreSQL compares no number with a text.

        var values = text.Chosen.Select(hole => ParameterNames.ValueOf(hole, site.Model)).ToList();
        foreach (var style in Styles(command, site))
        {
            var statements = text.Chosen.SelectMany((_, i) => style(mark + names[i], names[i], values[i])).ToList();
            if (command.Insert(statements, site) is { } inserted)
                yield return [.. text.Replace([.. names.Select(name => mark + name)]), .. inserted];
        }
    }

    private static IEnumerable<Func<string, string, string, IEnumerable<string>>> Styles(Command command, FixSite site)
    {
        if (HasAddWithValue(command.Type))
        {
            yield return (name, _, value) => [$"{command.Name}.Parameters.AddWithValue(\"{name}\", {value});"];
            yield return (name, _, value) => [$"{command.Name}.Parameters.AddWithValue(\"{name}\", (object?){Operand(value)} ?? DBNull.Value);"];
            yield break;
        }

        yield return (name, bare, value) =>
        {
            var variable = Names.Fresh(bare + "Parameter", command.Anchor, site.Model);
            return
            [
                $"var {variable} = {command.Name}.CreateParameter();",
                $"{variable}.ParameterName = \"{name}\";",
                $"{variable}.Value = {value};",
                $"{command.Name}.Parameters.Add({variable});",
            ];
        };
    }

    private static string Operand(string value) => value.Contains(' ') ? $"({value})" : value;

    private static bool HasAddWithValue(ITypeSymbol command)
    {
        for (var type = command; type is not null; type = type.BaseType)
        {
            if (type.GetMembers("Parameters").OfType<IPropertySymbol>().FirstOrDefault(property => property.ExplicitInterfaceImplementations.IsEmpty) is not { } parameters)
                continue;
            for (ITypeSymbol? collection = parameters.Type; collection is not null; collection = collection.BaseType)
            {
                if (collection.GetMembers("AddWithValue").OfType<IMethodSymbol>().Any(method => method.Parameters.Length == 2))
                    return true;
            }

            return false;
        }

        return false;
    }
}
