using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>
/// What a <c>[NeedsDb]</c> or <c>[NeedsForm]</c> method needs, or why it can't be a handler. The parser builds on it, the analyzer reports its problems: they
/// never disagree about what a handler is.
/// </summary>
internal sealed class HandlerShape
{
    private HandlerShape(IMethodSymbol method) => Method = method;

    /// <summary>The handler; of a partial method the part that callers see.</summary>
    public IMethodSymbol Method { get; }

    public ReturnShape Return { get; private set; } = ReturnShape.Unknown;

    /// <summary>All parameters of the handler, in their order.</summary>
    public ImmutableArray<ParameterShape> Parameters { get; private set; } = [];

    /// <summary>What is lent, in the order in which it is lent: by database name, so that no two handlers wait for each other.</summary>
    public ImmutableArray<NeedShape> Needs { get; private set; } = [];

    /// <summary>The form that it takes, if it takes one.</summary>
    public FormShape? Form { get; private set; }

    /// <summary>How often it is run again, and what keeps it from taking all connections.</summary>
    public HandlerLimits Limits { get; private set; } = HandlerLimits.None;

    /// <summary>Whether there is an overload with a <c>Database</c>; a handler that is lent nothing is but an endpoint.</summary>
    public bool IsWrapped => !Needs.IsEmpty;

    public ImmutableArray<ShapeProblem> Problems { get; private set; } = [];

    /// <summary>The compiler already says what is wrong; nothing is generated and nothing is reported.</summary>
    public bool HasCompileErrors { get; private set; }

    /// <summary>What to tell the user.</summary>
    public ImmutableArray<ShapeProblem> Reported => HasCompileErrors ? [] : Problems;

    public bool IsValid => !HasCompileErrors && Problems.IsEmpty;

    /// <summary>The token that stops the wait for a connection, if the handler has one.</summary>
    public IParameterSymbol? CancellationToken { get; private set; }

    /// <summary>Whether <c>[NeedsDb]</c> or <c>[NeedsForm]</c> stands on the method or on one of its parameters.</summary>
    public static bool IsHandler(IMethodSymbol method)
    {
        // Asked of every method of a project.
        method = method.PartialDefinitionPart ?? method;
        if (IsMarked(method)) return true;
        foreach (var parameter in method.Parameters)
        {
            if (IsMarked(parameter)) return true;
        }

        return false;
    }

    public static HandlerShape Of(IMethodSymbol method, CancellationToken cancellationToken = default)
    {
        var shape = OfItself(method, cancellationToken);
        if (!shape.IsValid) return shape;
        if (WrapperClash.IsDuplicate(shape.Method)) shape.HasCompileErrors = true;
        else if (shape.IsWrapped && WrapperClash.Find(shape, cancellationToken) is { } clash) shape.Problems = [clash];
        return shape;
    }

    /// <summary>The shape without regard to the other members of the type.</summary>
    public static HandlerShape OfItself(IMethodSymbol method, CancellationToken cancellationToken = default)
    {
        method = method.PartialDefinitionPart ?? method;
        var shape = new HandlerShape(method);
        var problems = ImmutableArray.CreateBuilder<ShapeProblem>();

        if (MethodRules.KindProblem(method) is { } kind)
        {
            shape.Problems = [kind];
            return shape;
        }

        shape.HasCompileErrors = CompileErrors.In(method);
        shape.Return = ReturnShape.Of(method, cancellationToken);
        var roles = ParameterRoles.Read(method, problems);
        shape.Parameters = roles.Parameters;
        shape.Needs = roles.Needs;
        shape.Form = FormShape.Read(method, isLent: !roles.Needs.IsEmpty, problems, cancellationToken);
        shape.HasCompileErrors |= shape.Form?.Type?.IsBroken == true;
        shape.CancellationToken = roles.CancellationToken;
        MethodRules.Check(method, problems, cancellationToken);
        ReturnRules.Check(shape, problems);
        shape.Limits = HandlerLimits.Read(method, problems);
        if (shape.IsWrapped) RetryRules.Check(shape, problems);

        shape.Problems = problems.ToImmutable();
        return shape;
    }

    private static bool IsMarked(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.IsHandlerAttribute()) return true;
        }

        return false;
    }
}
