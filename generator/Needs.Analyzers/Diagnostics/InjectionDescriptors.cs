using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Diagnostics;

/// <summary>The rule for values of a request that become part of SQL text.</summary>
internal static class InjectionDescriptors
{
    /// <summary>{0} the value, such as "form field 'Name'"; {1} what gets the text, such as "'CommandText'".</summary>
    public static readonly DiagnosticDescriptor SqlText = new(
        DiagnosticIds.SqlInjection,
        "A value of the request becomes part of SQL text",
        "The {0} becomes part of the SQL text of {1}: pass it as a parameter, or choose the text from constants",
        "Needs.Injection",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Who sends the request writes a piece of the statement: it can read, change and delete what it likes.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.SqlInjection + HelpLinks.Extension);
}
