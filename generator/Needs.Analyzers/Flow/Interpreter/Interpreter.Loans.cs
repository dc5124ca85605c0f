using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>What is held: while something else is awaited, or while another is borrowed.</summary>
internal sealed partial class Interpreter
{
    /// <summary>A call that runs nothing on a connection: does one wait for it?</summary>
    private void CheckWait(IInvocationOperation call)
    {
        if (!_interest.IsRoot || !LendingTable.IsSlow(call.TargetMethod) || !IsAwaitedDirectly(call) || FindSession(_receiver) is not null)
            return;

        if (HeldConnection() is { } held)
            Note(MisuseKind.HeldWhileWaiting, CalleePart(call), held, held.History?.OpenedAt ?? LocationOf(held), CalleePart(call).ToString());
    }

    private static bool IsAwaitedDirectly(IOperation call)
    {
        var parent = call.Parent;
        while (parent is IConversionOperation or IArgumentOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "AsTask" })
            parent = parent.Parent;
        return parent is IAwaitOperation;
    }

    private Entity? HeldConnection()
    {
        foreach (var entity in _entities)
        {
            if (entity.Tracked == TrackedKind.Connection
                && (IsLent(entity) ? _world[entity] is not (State.Released or State.Escaped) : entity.IsFresh && _world[entity] == State.Open))
            {
                return entity;
            }
        }

        // Not mentioned before: it is lent from the start.
        return Lent.FirstOrDefault(symbol => _analysis.Types.KindOf(((IParameterSymbol)symbol).Type) == TrackedKind.Connection) is IParameterSymbol lent
            && ReadVariable(lent, lent.Type) is Reference { Entity: { IsInput: true } first } && _world[first] is not (State.Released or State.Escaped)
            ? first
            : null;
    }

    /// <summary>The slot of the database that lent something.</summary>
    private const string Lender = "lender";

    private readonly Dictionary<(Entity Owner, string Name), Entity> _databases = [];

    /// <summary>A database by its name.</summary>
    private Reference DatabaseOf(Entity owner, IPropertySymbol indexer, string name)
    {
        if (!_databases.TryGetValue((owner, name), out var database))
            _databases.Add((owner, name), database = Add(new Entity(_entities.Count, EntityKind.Input, TrackedKind.None, indexer.Type) { Owner = owner, Member = indexer }));
        return database.Reference;
    }

    private string? NameOf(Entity database, IOperation call)
    {
        foreach (var named in _databases)
        {
            if (named.Value == database)
                return named.Key.Name;
        }

        return Loans.NameOf(database, call);
    }

    /// <summary>Calls by which a Database lends, and gets back.</summary>
    private (bool IsDone, Value? Result) EvalLoan(IInvocationOperation call, Value? receiver)
    {
        if (Loans.IsLend(call.TargetMethod))
        {
            Borrow(receiver, call);
            var lease = MakeObject(call, TrackedKind.None, DatabaseTypes.Unwrapped(call.Type));
            SetLink(lease, Lender, receiver);
            return (true, lease.Reference);
        }

        if ((CallTable.IsDispose(call.TargetMethod) || call.TargetMethod.Name.StartsWith("Return", StringComparison.Ordinal)) && receiver is Reference { Entity: { Kind: EntityKind.Object } returned } && Loans.IsLease(returned.Type))
        {
            _world[returned] = State.Released;
            return (true, null);
        }

        return (false, null);
    }

    private void Borrow(Value? database, IOperation call)
    {
        if (database is not Reference { Entity: var entity })
            return;

        if (entity.IsInput && _interest.IsSummary)
            _borrows.Add(PathOf(entity));
        if (!_interest.IsRoot)
            return;

        if (IsHandler && Loans.NameOf(_body.Method!) is { } name && NameOf(entity, call) == name
            && HeldConnection() is { } lent && IsLent(lent))
        {
            Note(MisuseKind.Nested, CalleePart(call), lent, LocationOf(lent), CalleePart(call).ToString());
        }
        else if (HeldLease(entity) is { } lease)
        {
            Note(MisuseKind.Nested, CalleePart(call), lease, lease.Site!.Syntax.GetLocation(), CalleePart(call).ToString());
        }
    }

    private Entity? HeldLease(Entity database)
    {
        foreach (var entity in _entities)
        {
            if (entity.Kind == EntityKind.Object && _world[entity] == State.NotNull && Loans.IsLease(entity.Type) && Link(entity, Lender) == database.Reference)
                return entity;
        }

        return null;
    }
}
