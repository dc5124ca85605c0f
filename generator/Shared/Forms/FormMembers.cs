using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Forms;

/// <summary>Reads the members of one type of a form.</summary>
internal sealed class FormMembers
{
    private readonly INamedTypeSymbol _type;
    private readonly IMethodSymbol _constructor;
    private readonly CancellationToken _cancellationToken;
    private readonly Action<ISymbol, string> _complain;
    private readonly Dictionary<string, ISymbol> _settable = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ISymbol> _properties = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ImmutableArray<FormMemberShape>.Builder _members = ImmutableArray.CreateBuilder<FormMemberShape>();

    private FormMembers(INamedTypeSymbol type, IMethodSymbol constructor, Action<ISymbol, string> complain, CancellationToken cancellationToken)
    {
        _type = type;
        _constructor = constructor;
        _complain = complain;
        _cancellationToken = cancellationToken;
    }

    /// <param name="type">The type.</param>
    /// <param name="constructor">How it is made.</param>
    /// <param name="complain">Takes a member that can't be bound, and why.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static ImmutableArray<FormMemberShape> Of(
        INamedTypeSymbol type, IMethodSymbol constructor, Action<ISymbol, string> complain, CancellationToken cancellationToken)
    {
        var members = new FormMembers(type, constructor, complain, cancellationToken);
        members.Find();
        members.AddParameters();
        members.AddSettable();
        return members._members.ToImmutable();
    }

    /// <summary>The members as users of the type see them: an override or a member that hides another counts, not the other.</summary>
    private void Find()
    {
        for (var type = _type; type is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member.IsStatic || member is not (IPropertySymbol { IsIndexer: false } or IFieldSymbol { IsImplicitlyDeclared: false })) continue;
                if (_settable.ContainsKey(member.Name)) continue;
                _settable.Add(member.Name, member);
                if (!_properties.ContainsKey(member.Name)) _properties.Add(member.Name, member);
            }
        }
    }

    private void AddParameters()
    {
        foreach (var parameter in _constructor.Parameters)
        {
            _properties.TryGetValue(parameter.Name, out var property);
            var isSetAgain = property is not null && IsRequired(property) && !_constructor.SetsRequiredMembers();
            if (property is not null) _settable.Remove(property.Name);
            Add(parameter, property, parameter.Type, FormPlace.Constructor, isSetAgain);
        }
    }

    private void AddSettable()
    {
        foreach (var member in _settable.Values)
        {
            var isInit = member is IPropertySymbol { SetMethod.IsInitOnly: true };
            if (IsExcluded(member) || !IsSettable(member))
            {
                if (IsRequired(member) && !_constructor.SetsRequiredMembers()) _complain(member, "it is required, but no form may set it");
                continue;
            }

            var type = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
            Add(member, member, type, isInit ? FormPlace.PastInit : FormPlace.Afterwards, isSetAgain: false);
        }
    }

    private void Add(ISymbol symbol, ISymbol? property, ITypeSymbol type, FormPlace place, bool isSetAgain)
    {
        var name = FormMemberNames.Of(symbol, property);
        if (CompileErrors.IsBroken(type)) _members.Add(new(symbol, property, name, type, new(FormTargetKind.Scalar, type), FormAbsence.Required, place, isSetAgain));
        else if (FormMemberNames.Unusable(name) is { } unusable) _complain(symbol, unusable);
        else if (IsErrorWhenUsed(property)) _complain(symbol, "using it is an error: it is obsolete");
        else if (UnreachableValidator(symbol, property) is { } unreachable) _complain(symbol, unreachable);
        else if (FormTargets.Of(type, out var why) is not { } target) _complain(symbol, why!);
        else if (!_names.Add(name)) _complain(symbol, $"another member has the same name in a form, '{name}'");
        else
        {
            var isRequired = property is not null && IsRequired(property);
            var absence = symbol is IParameterSymbol parameter
                ? FormAbsences.Of(parameter, target)
                : FormAbsences.Of(type, target, isRequired, () => FormInitializers.MayHaveValue(symbol, _cancellationToken));
            _members.Add(new(symbol, property, name, type, target, absence, FinalPlace(place, absence, isRequired), isSetAgain));
        }
    }

    /// <summary>What is left as it is when absent can't be in the initialiser; whatever else is <c>required</c> or <c>init</c> must be.</summary>
    private static FormPlace FinalPlace(FormPlace place, FormAbsence absence, bool isRequired) => place switch
    {
        FormPlace.Constructor => place,
        _ when isRequired => FormPlace.Initializer,
        FormPlace.PastInit when absence == FormAbsence.Kept => place,
        FormPlace.Afterwards when absence is FormAbsence.Kept or FormAbsence.Nothing => place,
        _ => FormPlace.Initializer,
    };

    private static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    private static bool IsSettable(ISymbol member) => member switch
    {
        IPropertySymbol { DeclaredAccessibility: Accessibility.Public, SetMethod.DeclaredAccessibility: Accessibility.Public, RefKind: RefKind.None } => true,
        IFieldSymbol { DeclaredAccessibility: Accessibility.Public, IsConst: false, IsReadOnly: false } => true,
        _ => false,
    };

    private static bool IsExcluded(ISymbol member) => FormMemberShape.AttributesOf(member, member).Any(attribute =>
        attribute.AttributeClass.HasName(FormNames.BindNever)
        || (attribute.AttributeClass.HasName(FormNames.JsonIgnore) && (attribute.NamedArguments.IsEmpty || attribute.Named<int>("Condition") == 1)));

    private static string? UnreachableValidator(ISymbol symbol, ISymbol? property) => FormMemberShape.AttributesOf(symbol, property)
        .Where(attribute => attribute.AttributeClass.Derives(FormNames.ValidationAttribute))
        .Select(attribute => FormObjects.Unreachable(attribute.AttributeClass!))
        .FirstOrDefault(why => why is not null);

    private static bool IsErrorWhenUsed(ISymbol? member) => member is not null && member.GetAttributes().Any(attribute =>
        attribute.AttributeClass.Is("ObsoleteAttribute", "System") && attribute.ConstructorArguments is [_, { Value: true }]);
}
