using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Forms;

/// <summary>A type that a form is bound to.</summary>
/// <param name="Type">The type, closed and without <c>?</c>.</param>
/// <param name="Constructor">How it is made.</param>
/// <param name="Members">What is bound: the constructor's parameters first.</param>
internal sealed record FormTypeShape(INamedTypeSymbol Type, IMethodSymbol Constructor, ImmutableArray<FormMemberShape> Members);

/// <summary>Why a member can't be bound.</summary>
/// <param name="Member">The member.</param>
/// <param name="Path">Its name from the form on, such as <c>Items[].Owner</c>.</param>
/// <param name="Why">A clause.</param>
internal sealed record FormMemberProblem(ISymbol Member, string Path, string Why);

/// <summary>All that there is to say of the type of a form parameter: it and the types of its members.</summary>
/// <param name="Root">The type itself.</param>
/// <param name="Types">It and all types of objects in it.</param>
/// <param name="Enums">The enums in them.</param>
/// <param name="Problems">What can't be bound.</param>
internal sealed record FormTypeReading(
    INamedTypeSymbol Root, ImmutableArray<FormTypeShape> Types, ImmutableArray<INamedTypeSymbol> Enums, ImmutableArray<FormMemberProblem> Problems)
{
    /// <summary>Whether a member is of a type that the compiler does not know.</summary>
    public bool IsBroken => Types.Any(type => type.Members.Any(member => CompileErrors.IsBroken(member.Type)));
}
