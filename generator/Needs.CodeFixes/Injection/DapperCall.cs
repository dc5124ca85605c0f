using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Injection;

/// <summary>Dapper's methods: the object beside the text gets a member.</summary>
internal static class DapperCall
{
    public static IEnumerable<IReadOnlyList<TextChange>> Changes(FixSite site, SqlText text)
    {
        if (text.Use.Parent is not ArgumentSyntax { Parent: BaseArgumentListSyntax list } argument
            || site.Model.GetSymbolInfo(list.Parent!, site.Cancellation).Symbol is not IMethodSymbol method
            || method.ContainingNamespace?.Name != "Dapper"
            || method.Parameters.FirstOrDefault(parameter => parameter.Name is "param" or "parameters") is not { } parameter)
        {
            yield break;
        }

        var function = Functions.Around(text.Use);
        var given = Given(list, parameter);
        var taken = new HashSet<string>(Members(given), StringComparer.OrdinalIgnoreCase);
        var names = text.Chosen.Select(hole => ParameterNames.Of(hole.Value, function, taken)).ToList();
        var members = string.Join(", ", text.Chosen.Select((hole, i) => Member(names[i], ParameterNames.ValueOf(hole, site.Model))));
        var changes = text.Replace([.. names.Select(name => "@" + name)]).ToList();
        switch (given?.Expression)
        {
            case null:
                var position = list.Arguments.IndexOf(argument);
                var isNext = argument.NameColon is null && position + 1 == parameter.Ordinal && list.Arguments.Take(position + 1).All(one => one.NameColon is null);
                changes.Add(new TextChange(new TextSpan(argument.Span.End, 0), $", {(isNext ? "" : parameter.Name + ": ")}new {{ {members} }}"));
                break;
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } nothing:
                changes.Add(new TextChange(nothing.Span, $"new {{ {members} }}"));
                break;
            case AnonymousObjectCreationExpressionSyntax { Initializers: { Count: > 0 } initializers }:
                changes.Add(new TextChange(new TextSpan(initializers.Last().Span.End, 0), ", " + members));
                break;
            default:
                yield break;
        }

        yield return changes;
    }

    // Extension methods are called without their first parameter; the ordinals here are those of the call.
    private static ArgumentSyntax? Given(BaseArgumentListSyntax list, IParameterSymbol parameter)
    {
        foreach (var argument in list.Arguments)
        {
            if (argument.NameColon is { Name.Identifier.ValueText: var name } ? name == parameter.Name : list.Arguments.IndexOf(argument) == parameter.Ordinal)
                return argument;
        }

        return null;
    }

    private static IEnumerable<string> Members(ArgumentSyntax? given) =>
        given?.Expression is AnonymousObjectCreationExpressionSyntax creation
            ? creation.Initializers.Select(member => member.NameEquals?.Name.Identifier.ValueText ?? (member.Expression is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : member.Expression.ToString()))
            : [];

    private static string Member(string name, string value) => name == value ? name : $"{name} = {value}";
}
