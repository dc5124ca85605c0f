using Microsoft.CodeAnalysis;

namespace Needs.Forms;

/// <summary>What becomes of a member of which no field was sent.</summary>
internal enum FormAbsence
{
    /// <summary>An error.</summary>
    Required,

    /// <summary>Stays as the constructor or an initialiser has it.</summary>
    Kept,

    /// <summary>The default value of the constructor's parameter.</summary>
    Default,

    /// <summary><see langword="null"/>, or the default of its type.</summary>
    Nothing,

    /// <summary>A collection without elements.</summary>
    Empty,

    /// <summary>An object built from no fields, whose own members say what is missing.</summary>
    Built,
}

/// <summary>How a member gets its value.</summary>
internal enum FormPlace
{
    /// <summary>A parameter of the constructor.</summary>
    Constructor,

    /// <summary>Set behind the constructor's call, where an object initialiser would.</summary>
    Initializer,

    /// <summary>Set afterwards, when it was sent.</summary>
    Afterwards,

    /// <summary>Set afterwards, past an <c>init</c> accessor.</summary>
    PastInit,
}

/// <summary>One member of a form's type.</summary>
/// <param name="Symbol">The parameter, property or field.</param>
/// <param name="Property">The property or field: that of a parameter is the one of its name, if there is one.</param>
/// <param name="Name">Its name in a form.</param>
/// <param name="Type">Its type.</param>
/// <param name="Target">What takes its fields.</param>
/// <param name="Absence">What becomes of it without fields.</param>
/// <param name="Place">How it is set.</param>
/// <param name="IsSetAgain">Whether the compiler wants a parameter's property in the initialiser, too: it is <c>required</c>.</param>
internal sealed record FormMemberShape(
    ISymbol Symbol, ISymbol? Property, string Name, ITypeSymbol Type, FormTarget Target, FormAbsence Absence, FormPlace Place, bool IsSetAgain)
{
    /// <summary>The attributes that say something about the member: those of a parameter and of its property.</summary>
    public IEnumerable<AttributeData> Attributes => AttributesOf(Symbol, Property);

    public static IEnumerable<AttributeData> AttributesOf(ISymbol symbol, ISymbol? property)
    {
        foreach (var attribute in symbol.GetAttributes()) yield return attribute;
        if (SymbolEqualityComparer.Default.Equals(symbol, property)) property = (property as IPropertySymbol)?.OverriddenProperty;
        for (; property is not null; property = (property as IPropertySymbol)?.OverriddenProperty)
        {
            foreach (var attribute in property.GetAttributes()) yield return attribute;
        }
    }
}
