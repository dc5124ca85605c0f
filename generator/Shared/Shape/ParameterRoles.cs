using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>
/// Reads from a signature what is lent: NEEDS002, 005, 008, 009, 016. An attribute on the method makes every connection and transaction
/// parameter a need; an attribute on a parameter makes that one a need and decides alone about it. A transaction belongs to the nearest
/// connection before it.
/// </summary>
internal sealed class ParameterRoles
{
    private readonly IMethodSymbol _method;
    private readonly NeedsDbSettings? _onMethod;
    private readonly ImmutableArray<ShapeProblem>.Builder _problems;
    private readonly ImmutableArray<ParameterShape>.Builder _parameters = ImmutableArray.CreateBuilder<ParameterShape>();
    private readonly List<NeedShape> _needs = [];

    private ParameterRoles(IMethodSymbol method, ImmutableArray<ShapeProblem>.Builder problems)
    {
        _method = method;
        _onMethod = NeedsDbSettings.Of(method);
        _problems = problems;
    }

    public ImmutableArray<ParameterShape> Parameters => _parameters.ToImmutable();

    public ImmutableArray<NeedShape> Needs =>
        _needs.Count < 2 ? [.. _needs] : [.. _needs.OrderBy(need => need.DatabaseName, StringComparer.OrdinalIgnoreCase)];

    public IParameterSymbol? CancellationToken { get; private set; }

    public static ParameterRoles Read(IMethodSymbol method, ImmutableArray<ShapeProblem>.Builder problems)
    {
        var roles = new ParameterRoles(method, problems);
        roles.ReadParameters();
        roles.CheckNeeds();
        roles.CancellationToken = TokenOf(method);
        return roles;
    }

    private void ReadParameters()
    {
        var connectionIsLent = false;
        var connectionSeen = false;
        foreach (var parameter in _method.Parameters)
        {
            var own = NeedsDbSettings.Of(parameter);
            var role = ParameterRole.Argument;
            if (parameter.Type.IsConnection())
            {
                connectionSeen = true;
                connectionIsLent = own is not null || _onMethod is not null;
                if (connectionIsLent) role = AddConnection(parameter, own);
            }
            else if (own is not null && parameter.Type.TypeKind != TypeKind.Error)
            {
                _problems.Add(new(DiagnosticIds.NotAConnection, parameter, parameter.Name, parameter.Type.ToDisplayString()));
            }
            else if (parameter.Type.IsTransaction())
            {
                if (connectionIsLent || (!connectionSeen && _onMethod is not null)) role = AddTransaction(parameter);
            }

            _parameters.Add(new(parameter, role));
        }
    }

    private ParameterRole AddConnection(IParameterSymbol parameter, NeedsDbSettings? own)
    {
        CheckForm(parameter);
        _needs.Add(new(parameter, null, own ?? _onMethod ?? NeedsDbSettings.Default));
        return ParameterRole.Connection;
    }

    private ParameterRole AddTransaction(IParameterSymbol parameter)
    {
        CheckForm(parameter);
        if (_needs.LastOrDefault() is { Transaction: null } need)
            _needs[_needs.Count - 1] = need with { Transaction = parameter };
        else
            _problems.Add(new(DiagnosticIds.TransactionWithoutConnection, parameter, parameter.Name, _method.Name));

        return ParameterRole.Transaction;
    }

    private void CheckForm(IParameterSymbol parameter)
    {
        var form = parameter switch
        {
            { RefKind: RefKind.Ref } => "ref",
            { RefKind: RefKind.Out } => "out",
            { RefKind: RefKind.In } => "in",
            { RefKind: RefKind.RefReadOnlyParameter } => "ref readonly",
            { IsParams: true } => "params",
            { IsOptional: true } => "optional",
            { Type.IsReferenceType: false } => "not of a class or interface type",
            _ => null,
        };
        if (form is not null)
            _problems.Add(new(DiagnosticIds.UnsupportedConnectionParameter, parameter, parameter.Name, form));
    }

    private void CheckNeeds()
    {
        // The compiler says first what is wrong with a type that it can't find; it might well be the connection's.
        if (_needs.Count == 0 && _onMethod is not null && _method.Parameters.All(parameter => parameter.Type.TypeKind != TypeKind.Error))
            _problems.Add(new(DiagnosticIds.NoConnectionParameter, _method, _method.Name));

        ApplyUnusedMethodSettings();
        if (_needs.Count < 2) return;
        foreach (var sameDatabase in _needs.GroupBy(need => need.DatabaseName, StringComparer.OrdinalIgnoreCase))
        {
            var first = sameDatabase.First().Connection;
            foreach (var again in sameDatabase.Skip(1).Select(need => need.Connection))
                _problems.Add(new(DiagnosticIds.SameDatabaseTwice, again, _method.Name, sameDatabase.Key, first.Name, again.Name));
        }
    }

    /// <summary>When each connection has an attribute of its own, the method's would decide about none: it then adds to all of them.</summary>
    private void ApplyUnusedMethodSettings()
    {
        if (_onMethod is null || _needs.Any(need => NeedsDbSettings.Of(need.Connection) is null)) return;
        for (var i = 0; i < _needs.Count; i++)
        {
            var own = _needs[i].Settings;
            _needs[i] = _needs[i] with
            {
                Settings = new(
                    own.Name ?? _onMethod.Name,
                    own.Transaction || _onMethod.Transaction,
                    own.Isolation != NeedsDbSettings.UnspecifiedIsolation ? own.Isolation : _onMethod.Isolation),
            };
        }
    }

    private static IParameterSymbol? TokenOf(IMethodSymbol method)
    {
        var tokens = method.Parameters.Where(parameter =>
            parameter.Type.IsCancellationToken() && parameter.RefKind is (RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter)).ToList();
        return tokens.Find(token => token.HasAttribute("EnumeratorCancellationAttribute", "System", "Runtime", "CompilerServices"))
            ?? tokens.FirstOrDefault();
    }
}
