using Microsoft.CodeAnalysis;

namespace Needs.Endpoints;

/// <summary>Reads the routes that a handler's attributes give it: <c>[HttpGet]</c> and its kin, <c>[AcceptVerbs]</c>, <c>[Route]</c>.</summary>
internal static class EndpointRoutes
{
    /// <summary>Whether the handler asks to be mapped.</summary>
    public static bool IsRouted(IMethodSymbol handler)
    {
        foreach (var attribute in handler.GetAttributes())
        {
            if (IsRouting(attribute)) return true;
        }

        return false;
    }

    /// <summary>Whether an attribute is about routes, so that a generated endpoint must not have a copy.</summary>
    public static bool IsRouting(AttributeData attribute) =>
        attribute.AttributeClass.Implements(AspNetCoreNames.RouteTemplateProvider)
        || attribute.AttributeClass.Implements(AspNetCoreNames.ActionHttpMethodProvider);

    /// <summary>Reads the routes.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="problems">What is wrong with them.</param>
    /// <returns>The routes; none when there is a problem.</returns>
    public static IReadOnlyList<EndpointRoute> Read(IMethodSymbol handler, List<ShapeProblem> problems)
    {
        var verbs = new List<Verbs>();
        var templates = new List<AttributeData>();
        var before = problems.Count;
        foreach (var attribute in handler.GetAttributes())
        {
            if (attribute.AttributeClass.HasName(AspNetCoreNames.RouteAttribute)) templates.Add(attribute);
            else if (IsRouting(attribute)) AddVerbs(handler, attribute, verbs, problems);
        }

        if (verbs.Count == 0 && problems.Count == before)
            problems.Add(Problem(handler, null, "it has [Route] but no [HttpGet], [HttpPost] or other attribute that gives its HTTP methods"));
        if (templates.Count > 0 && verbs.Count > 0 && verbs.TrueForAll(verb => verb.Template is not null))
            problems.Add(Problem(handler, templates[0], "[Route] and the template of another attribute contradict each other: keep one of them"));
        if (problems.Count > before) return [];

        return Combine(handler, verbs, templates, problems);
    }

    private static IReadOnlyList<EndpointRoute> Combine(
        IMethodSymbol handler, List<Verbs> verbs, List<AttributeData> templates, List<ShapeProblem> problems)
    {
        var routes = new List<EndpointRoute>();
        var prefixes = Prefixes(handler.ContainingType);
        foreach (var verb in verbs)
        {
            var own = verb.Template is not null || templates.Count == 0
                ? [(Text: verb.Template, verb.Attribute)]
                : templates.ConvertAll(template => (Text: Template(template), Attribute: template));
            foreach (var (text, attribute) in own)
            {
                if (text is null && prefixes.Count == 0)
                {
                    problems.Add(Problem(handler, attribute, "it has no template, such as [HttpGet(\"/orders\")]"));
                    continue;
                }

                foreach (var prefix in prefixes.DefaultIfEmpty<string?>(null))
                {
                    if (RouteTemplate.Unescape(RouteTemplate.Combine(prefix, text), out var token) is { } template)
                        routes.Add(new EndpointRoute(template, verb.Methods, verb.Name, verb.Order));
                    else
                        problems.Add(Problem(handler, attribute, $"'{token}' in its template can't be replaced: write the name out, or [[ and ]] for brackets"));
                }
            }
        }

        return problems.Count == 0 ? routes : [];
    }

    private static void AddVerbs(IMethodSymbol handler, AttributeData attribute, List<Verbs> verbs, List<ShapeProblem> problems)
    {
        if (Methods(attribute) is not { } methods)
        {
            problems.Add(Problem(handler, attribute, $"[{attribute.AttributeClass!.Name}] hides its HTTP methods from the compiler: use [HttpGet] and its kin, or [AcceptVerbs]"));
            return;
        }

        var isAcceptVerbs = attribute.AttributeClass.HasName(AspNetCoreNames.AcceptVerbsAttribute);
        verbs.Add(new Verbs(
            attribute,
            methods,
            isAcceptVerbs ? attribute.Named<string>("Route") : Template(attribute),
            attribute.Named<string>("Name"),
            attribute.Named<int>("Order")));
    }

    private static string[]? Methods(AttributeData attribute)
    {
        var type = attribute.AttributeClass;
        if (type.HasName(AspNetCoreNames.AcceptVerbsAttribute)) return Arguments(attribute);
        if (type is null || !type.Derives(AspNetCoreNames.HttpMethodAttribute) || !type.HasName("Microsoft.AspNetCore.Mvc." + type.Name)) return null;
        return type.Name switch
        {
            "HttpGetAttribute" => ["GET"],
            "HttpPostAttribute" => ["POST"],
            "HttpPutAttribute" => ["PUT"],
            "HttpDeleteAttribute" => ["DELETE"],
            "HttpPatchAttribute" => ["PATCH"],
            "HttpHeadAttribute" => ["HEAD"],
            "HttpOptionsAttribute" => ["OPTIONS"],
            _ => null,
        };
    }

    private static string[]? Arguments(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length == 0) return null;
        var argument = attribute.ConstructorArguments[0];
        var texts = argument.Kind == TypedConstantKind.Array
            ? argument.Values.IsDefault ? [] : argument.Values.Select(value => value.Value as string)
            : [argument.Value as string];
        var methods = texts.OfType<string>().Select(method => method.ToUpperInvariant()).ToArray();
        return methods.Length == 0 ? null : methods;
    }

    private static string? Template(AttributeData attribute) =>
        attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string : null;

    /// <summary>The templates of the type, or of the nearest type that it derives from and that has some.</summary>
    private static List<string> Prefixes(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            var prefixes = type.GetAttributes()
                .Where(attribute => attribute.AttributeClass.HasName(AspNetCoreNames.RouteAttribute))
                .Select(Template).OfType<string>().ToList();
            if (prefixes.Count > 0) return prefixes;
        }

        return [];
    }

    private static ShapeProblem Problem(IMethodSymbol handler, AttributeData? attribute, string why)
    {
        var where = attribute?.ApplicationSyntaxReference is { } syntax ? Location.Create(syntax.SyntaxTree, syntax.Span) : handler.Locations.FirstOrDefault();
        return new ShapeProblem(DiagnosticIds.UnusableRoute, where ?? Location.None, handler.Name, why);
    }

    private sealed record Verbs(AttributeData Attribute, string[] Methods, string? Template, string? Name, int Order);
}
