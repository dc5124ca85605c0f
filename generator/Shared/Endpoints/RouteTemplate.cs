using System.Text;

namespace Needs.Endpoints;

/// <summary>Route templates of attributes: combined as in MVC, but with nothing to replace <c>[controller]</c> by.</summary>
internal static class RouteTemplate
{
    public static string Combine(string? prefix, string? template)
    {
        if (template is null or "") return Trim(prefix ?? "");
        if (template.StartsWith("~/", StringComparison.Ordinal) || template.StartsWith("/", StringComparison.Ordinal)) return Trim(template);
        var start = Trim(prefix ?? "");
        return start.Length == 0 || start.EndsWith("/", StringComparison.Ordinal) ? start + template : start + "/" + template;
    }

    /// <summary>Turns <c>[[</c> and <c>]]</c> into brackets.</summary>
    /// <param name="template">The template as written.</param>
    /// <param name="token">The first <c>[token]</c>, when there is one.</param>
    /// <returns>The template, or <see langword="null"/> when it has a token.</returns>
    public static string? Unescape(string template, out string? token)
    {
        token = null;
        if (template.IndexOf('[') < 0 && template.IndexOf(']') < 0) return template;

        var text = new StringBuilder(template.Length);
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            text.Append(c);
            if (c is not ('[' or ']')) continue;
            if (i + 1 < template.Length && template[i + 1] == c)
            {
                i++;
                continue;
            }

            var end = template.IndexOf(']', i);
            token = end > i ? template.Substring(i, end - i + 1) : c.ToString();
            return null;
        }

        return text.ToString();
    }

    private static string Trim(string template) =>
        template.StartsWith("~/", StringComparison.Ordinal) ? template.Substring(1) : template;
}
