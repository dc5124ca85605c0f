using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Injection;

/// <summary>Names for parameters, made of what the values are called.</summary>
internal static class ParameterNames
{
    /// <summary>A name that neither the function nor the list has yet.</summary>
    public static string Of(ExpressionSyntax value, SyntaxNode function, ICollection<string> taken)
    {
        var wanted = Wanted(value) is { Length: > 0 } name && SyntaxFacts.IsValidIdentifier(name) ? char.ToLowerInvariant(name[0]) + name.Substring(1) : "value";
        var text = function.ToString();
        var found = wanted;
        for (var number = 2; taken.Contains(found) || IsMentioned(text, found); number++)
            found = wanted + number;
        taken.Add(found);
        return found;
    }

    /// <summary>The value as it is to be passed, with what stood around it between the apostrophes.</summary>
    public static string ValueOf(SqlHole hole, SemanticModel model)
    {
        var value = hole.Value is ParenthesizedExpressionSyntax { Expression: var inner } ? inner : hole.Value;
        var text = value.ToString();
        if (hole.Before.Length + hole.After.Length > 0)
        {
            var operand = value is BinaryExpressionSyntax or ConditionalExpressionSyntax or AssignmentExpressionSyntax or SwitchExpressionSyntax ? $"({text})" : text;
            return (hole.Before.Length > 0 ? $"\"{hole.Before}\" + " : "") + operand + (hole.After.Length > 0 ? $" + \"{hole.After}\"" : "");
        }

        // Drivers know texts, numbers and dates, not the types of ASP.NET Core.
        var type = model.GetTypeInfo(value).Type;
        return type is { Name: "StringValues" or "PathString" or "QueryString" or "JsonElement" } && value is not (BinaryExpressionSyntax or ConditionalExpressionSyntax) ? text + ".ToString()" : text;
    }

    private static bool IsMentioned(string text, string name)
    {
        for (var at = text.IndexOf("@" + name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf("@" + name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + 1 + name.Length;
            if (end == text.Length || !SyntaxFacts.IsIdentifierPartCharacter(text[end]))
                return true;
        }

        return false;
    }

    private static string? Wanted(ExpressionSyntax value) => value switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText.TrimStart('_'),
        ParenthesizedExpressionSyntax inner => Wanted(inner.Expression),
        PostfixUnaryExpressionSyntax forgiven => Wanted(forgiven.Operand),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice => Wanted(choice.Left),
        ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: string key } }] } => key,
        ElementAccessExpressionSyntax access => Wanted(access.Expression),
        InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: string key } }, ..] } => key,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } => Wanted(receiver),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } access when access.Expression is not IdentifierNameSyntax => Wanted(access.Expression),
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
