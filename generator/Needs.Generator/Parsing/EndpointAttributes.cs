using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Generator;

/// <summary>
/// The attributes of a handler and its types that its endpoint must carry: those of the types first, so that the method's are later and win.
/// </summary>
internal sealed class EndpointAttributes
{
    private readonly IMethodSymbol _handler;
    private readonly Compilation _compilation;
    private readonly List<AttributeData> _copied = [];
    private readonly List<INamedTypeSymbol> _left = [];

    private EndpointAttributes(IMethodSymbol handler, Compilation compilation)
    {
        _handler = handler;
        _compilation = compilation;
        Read();
    }

    /// <summary>Those that can stand on the generated method, each as the text between its brackets.</summary>
    public EquatableArray<string> Copied => _copied.Select(AttributeText.Of).OfType<string>().ToEquatableArray();

    /// <summary>The full names, as reflection gives them, of those that can't.</summary>
    public EquatableArray<string> Left => _left.Select(ReflectionName).Distinct().ToEquatableArray();

    /// <summary>What protects the handler but can't be copied must be on its endpoint in another way, or it does not run.</summary>
    public EquatableArray<EndpointGuardSpec> Guards => _left
        .Where(type => type.Implements(AspNetCoreNames.AuthorizeData) || type.Implements(AspNetCoreNames.AuthorizationRequirementData))
        .Select(type => new EndpointGuardSpec(ReflectionName(type), CanBeNamed(type) ? TypeNames.Of(type, nullable: false) : null))
        .Distinct()
        .ToEquatableArray();

    public static EndpointAttributes Of(IMethodSymbol handler, Compilation compilation) => new(handler, compilation);

    private void Read()
    {
        var own = new List<AttributeData>();
        for (var method = _handler; method is not null; method = method.OverriddenMethod)
            Add(own, method.GetAttributes(), isInherited: !SymbolEqualityComparer.Default.Equals(method, _handler));

        var ofType = new List<AttributeData>();
        for (var type = _handler.ContainingType; type is not null; type = type.BaseType)
            Add(ofType, type.GetAttributes(), isInherited: !SymbolEqualityComparer.Default.Equals(type, _handler.ContainingType));

        var ofOuter = new List<AttributeData>();
        for (var outer = _handler.ContainingType.ContainingType; outer is not null; outer = outer.ContainingType)
            Add(ofOuter, outer.GetAttributes().Where(attribute => !attribute.AttributeClass.Implements(AspNetCoreNames.AllowAnonymous)), isInherited: false);

        foreach (var attribute in ofOuter.Concat(ofType).Concat(own))
        {
            if (CanStandOnMethod(attribute)) _copied.Add(attribute);
            else _left.Add(attribute.AttributeClass!);
        }

        RemoveRepeated();
    }

    private static void Add(List<AttributeData> into, IEnumerable<AttributeData> attributes, bool isInherited)
    {
        var position = 0;
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is not { TypeKind: not TypeKind.Error } type || IsForTheCompiler(type) || EndpointRoutes.IsRouting(attribute)) continue;
            if (isInherited && !Usage(type).Inherited) continue;
            into.Insert(position++, attribute);
        }
    }

    /// <summary>Where an attribute may stand once, the last one is the nearest to the method.</summary>
    private void RemoveRepeated()
    {
        for (var i = _copied.Count - 1; i >= 0; i--)
        {
            var type = _copied[i].AttributeClass;
            if (Usage(type!).AllowMultiple) continue;
            for (var j = i - 1; j >= 0; j--)
            {
                if (!SymbolEqualityComparer.Default.Equals(_copied[j].AttributeClass, type)) continue;
                _copied.RemoveAt(j);
                i--;
            }
        }
    }

    private bool CanStandOnMethod(AttributeData attribute) =>
        (Usage(attribute.AttributeClass!).Targets & AttributeTargets.Method) != 0
        && attribute.AttributeConstructor is { } constructor
        && CanBeNamed(attribute.AttributeClass!)
        && _compilation.IsSymbolAccessibleWithin(constructor, _handler.ContainingType)
        && AttributeText.Of(attribute) is not null;

    private bool CanBeNamed(INamedTypeSymbol type) => !type.IsFileLocal && _compilation.IsSymbolAccessibleWithin(type, _handler.ContainingType);

    private static bool IsForTheCompiler(INamedTypeSymbol type)
    {
        if (type.IsHandlerAttribute()) return true;
        var space = type.ContainingNamespace?.ToDisplayString() ?? "";
        return space is "System.Runtime.CompilerServices" or "System.Runtime.InteropServices" or "System.Security" or "System.Diagnostics"
            || (space == "System.CodeDom.Compiler" && type.Name == "GeneratedCodeAttribute")
            || (space == "System.Diagnostics.CodeAnalysis" && type.Name != "ExperimentalAttribute" && !type.Name.StartsWith("Requires", StringComparison.Ordinal))
            || (space == "System" && type.Name is "ParamArrayAttribute" or "SerializableAttribute" or "CLSCompliantAttribute" or "AttributeUsageAttribute" or "FlagsAttribute");
    }

    private static (AttributeTargets Targets, bool AllowMultiple, bool Inherited) Usage(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var attribute in current.GetAttributes())
            {
                if (!attribute.AttributeClass.HasName("System.AttributeUsageAttribute") || attribute.ConstructorArguments.Length == 0) continue;
                return ((AttributeTargets)(int)attribute.ConstructorArguments[0].Value!, attribute.Named<bool>("AllowMultiple"), attribute.NamedArguments
                    .Where(argument => argument.Key == "Inherited").Select(argument => argument.Value.Value is true).DefaultIfEmpty(true).First());
            }
        }

        return (AttributeTargets.All, false, true);
    }

    private static string ReflectionName(INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType) name = $"{outer.MetadataName}+{name}";
        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{name}" : name;
    }
}
