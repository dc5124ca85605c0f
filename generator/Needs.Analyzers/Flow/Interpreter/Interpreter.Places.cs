using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Places: variables, temporaries, fields, properties and elements, read and written.</summary>
internal sealed partial class Interpreter
{
    private readonly Dictionary<CaptureId, List<IOperation>> _captured = [];
    private readonly HashSet<ISymbol> _ownLocals = new(SymbolEqualityComparer.Default);

    /// <summary>A temporary may stand for a place that is assigned later.</summary>
    private void FindCapturedTargets()
    {
        AddLocals(_graph.Root, _slots.Count);
        foreach (var block in _graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                if (operation is not IFlowCaptureOperation capture)
                    continue;
                if (!_captured.TryGetValue(capture.Id, out var values))
                    _captured.Add(capture.Id, values = []);
                values.Add(capture.Value);
            }
        }

        // Regions beside each other are never left and entered at once: their variables share slots.
        void AddLocals(ControlFlowRegion region, int first)
        {
            _ownLocals.UnionWith(region.Locals);
            foreach (var local in region.Locals)
                _slots.Share(local, first++);
            foreach (var capture in region.CaptureIds)
                _slots.Share(capture, first++);
            foreach (var nested in region.NestedRegions)
                AddLocals(nested, first);
        }
    }

    private Value? EvalCapture(IFlowCaptureOperation capture)
    {
        var value = Eval(capture.Value);
        if (!_isDead)
        {
            var slot = _slots.Of(capture.Id);
            _world[slot] = value ?? Unknown(slot, capture.Value.Type, capture);
            Hold(value);
        }

        return null;
    }

    private Value? EvalCaptured(IFlowCaptureReferenceOperation reference) => _world[_slots.Of(reference.Id)];

    private Value? ReadVariable(ISymbol variable, ITypeSymbol type)
    {
        if (IsPrimaryConstructorParameter(variable))
            return Read(((Reference)ThisReference()).Entity, variable, type);

        var slot = _slots.Of(variable);
        if (_world[slot] is { } value)
            return value;
        if (_ownLocals.Contains(variable))
            return null;
        return _world[slot] = InputOf(slot, owner: null, variable, type).Reference;
    }

    // Captured by the type's members: it lives in the object.
    private static bool IsPrimaryConstructorParameter(ISymbol variable) =>
        variable is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor }
        && constructor.DeclaringSyntaxReferences.Length > 0
        && constructor.DeclaringSyntaxReferences[0].GetSyntax() is TypeDeclarationSyntax;

    private Value? EvalField(IFieldReferenceOperation field)
    {
        if (field.Field.IsStatic)
            return ReadVariable(field.Field.OriginalDefinition, field.Field.Type);

        return Eval(field.Instance) switch
        {
            Several { IsTuple: true } tuple => ItemOf(tuple, field.Field),
            Reference { Entity: var entity } => Read(entity, field.Field, field.Field.Type),
            _ => null,
        };
    }

    private static Value? ItemOf(Several tuple, IFieldSymbol field)
    {
        var name = (field.CorrespondingTupleField ?? field).Name;
        return name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var number) && number <= tuple.Items.Length
            ? tuple.Items[number - 1]
            : null;
    }

    private Value? Read(Entity owner, ISymbol member, ITypeSymbol type)
    {
        member = member.OriginalDefinition;
        var slot = _slots.Of(owner, member);
        if (_world[slot] is { } value)
            return value == Anything.Instance ? null : value;
        if (owner.Kind == EntityKind.Object)
            return DefaultOf(owner, member, type) ?? CollectionIn(owner, slot, type) ?? (FollowsUses && type is { IsReferenceType: true, SpecialType: SpecialType.None } && _analysis.Types.KindOf(type) == TrackedKind.None ? SomeObject.Instance : null);
        if (owner.Kind == EntityKind.Resource || DepthOf(owner) >= MaxInputDepth)
            return null;
        return _world[slot] = InputOf(slot, owner, member, type).Reference;
    }

    /// <summary>A collection that an object has, and whose making is not seen.</summary>
    private Value? CollectionIn(Entity owner, int slot, ITypeSymbol type)
    {
        if (!FollowsUses || owner.Site is null || type is not INamedTypeSymbol { IsGenericType: true } || !type.ContainingNamespace.IsWithin("System.Collections"))
            return null;

        var collection = Make(owner.Site, EntityKind.Object, TrackedKind.None, type, ordinal: 100 + slot);
        _world[collection] = State.NotNull;
        return _world[slot] = collection.Reference;
    }

    // What a constructor that was looked into leaves alone has its default.
    private static Value? DefaultOf(Entity owner, ISymbol member, ITypeSymbol type) =>
        owner.Type?.IsInSource() != true
        || member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax { Initializer: null } and not PropertyDeclarationSyntax { Initializer: null }
            ? null
            : type.SpecialType switch
            {
                SpecialType.System_Boolean => Constant.False,
                SpecialType.System_Int32 => new Constant(0),
                _ when type.IsReferenceType => Constant.Null,
                _ => null,
            };

    private static int DepthOf(Entity? entity)
    {
        var depth = 0;
        for (; entity is not null; entity = entity.Owner)
            depth++;
        return depth;
    }

    private Value? EvalProperty(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        var receiver = Eval(reference.Instance);
        if (property.IsIndexer)
        {
            var indices = EvalArguments(reference.Arguments, property.Parameters.Length);
            if (FollowsUses && Loans.IsDatabase(property.Type) && receiver is Reference { Entity: var databases } && indices is [Constant { Content: string name }])
                return DatabaseOf(databases, property, name);
            return property.GetMethod is { } indexer && property.IsInSource() && _analysis.Types.MayHold(property.Type)
                && Resolve(indexer, receiver, isVirtual: true) is var opening && _analysis.Bodies.Of(opening) is { } openingBody
                ? Call(reference, openingBody, receiver, indices, opening, out _)
                : ItemsOf(receiver);
        }

        if (_analysis.Names.Acquires(property))
            return Acquire(reference, _analysis.Types.KindOf(property.Type) is var kind && kind.IsResource() ? kind : TrackedKind.Resource, property.Type, State.Open, parent: null);

        switch (property.Name)
        {
            case "Connection" or "DbConnection" when receiver is Reference { Entity: { Tracked: TrackedKind.Transaction } ended } && _world[ended] == State.Released:
                return Constant.Null;
            case "Transaction" when receiver is Reference { Entity: { Kind: EntityKind.Object, Tracked: TrackedKind.Command } command }:
                return Link(command, Transaction);
            case "Connection" or "DbConnection" when receiver is Reference { Entity.Tracked: TrackedKind.Command or TrackedKind.Transaction } child:
                return Link(child.Entity, Parent) ?? ConnectionOf(child.Entity, property);
            case "HasValue" when property.ContainingType is { Name: "Nullable" }:
                return Not(NullTest(receiver));
            case "Status" or "IsFaulted" or "IsCanceled" or "Exception" when DatabaseTypes.IsAwaitable(reference.Instance?.Type):
                // A task that failed holds nothing: who looks at that goes on accordingly.
                if (FollowsUses)
                    Awaited(receiver);
                Escape(receiver);
                return null;
            case "IsCompleted" or "IsCompletedSuccessfully" when receiver is Reference { Entity.Kind: EntityKind.Operation } && _choices.Choose(2) == 1:
                return Constant.False;
            case "IsCompleted" or "IsCompletedSuccessfully" when receiver is Reference { Entity.Kind: EntityKind.Operation }:
                Awaited(receiver);
                return Constant.True;
            case "Result" when FollowsUses && receiver is Reference { Entity.Kind: EntityKind.Operation }:
                return Awaited(receiver);
            case "Current" when FollowsUses && EvalCurrent(receiver, reference) is (true, var current):
                return current;
            case "IsClosed" when receiver is Reference { Entity: { Tracked: TrackedKind.Reader } reader }:
                return ClosedTest(reader);
            case "State" when receiver is Reference { Entity: { Tracked: TrackedKind.Connection } connection }:
                _tested.Add(connection);
                return new StateOf(connection);
            case "Database" when receiver is Reference { Entity.Tracked: TrackedKind.Context }:
            case "Result" when DatabaseTypes.Unwrapped(reference.Instance?.Type) is { } carried && !SymbolEqualityComparer.Default.Equals(carried, reference.Instance?.Type):
            case "Value" when property.ContainingType is { Name: "Nullable" or "KeyValuePair" }:
            case "Values" when property.ContainingNamespace.IsWithin("System.Collections"):
                return receiver;
            case "Current" when property.ContainingType.Name.Contains("Enumerator"):
                return ItemsOf(receiver);
        }

        if (property.GetMethod is { } getter && property.IsInSource() && Resolve(getter, receiver, isVirtual: true) is var actual && _analysis.Bodies.HasBody(actual))
        {
            return (_analysis.Types.MayHold(property.Type) || Matters(receiver)) && _analysis.Bodies.Of(actual) is { } body
                ? Call(reference, body, receiver, [], actual, out _)
                : null;
        }

        // What a property from elsewhere gives may be another thing the next time.
        if (!property.IsInSource())
            return FollowsUses ? EvalOutside(reference, receiver) : null;
        return receiver is Reference { Entity: var entity } ? Read(entity, property, property.Type)
            : property.IsStatic ? ReadVariable(property.OriginalDefinition, property.Type)
            : null;
    }

    // A transaction that was given is a running one, and has its connection.
    private Value? ConnectionOf(Entity child, IPropertySymbol property)
    {
        var connection = Read(child, property, property.Type);
        if (child.Tracked == TrackedKind.Transaction && connection is Reference { Entity: { IsInput: true } input })
            Learn(_world, input, State.NotNull);
        return connection;
    }

    /// <summary>What a collection holds: any of it may be meant.</summary>
    private Value? ItemsOf(Value? collection) => collection is Reference { Entity: { Kind: EntityKind.Object } entity }
        ? Link(entity, Items) ?? (_slots.Find(entity, Items) < 0 ? collection : null)
        : collection is Reference { Entity: { IsInput: true, Type: { } type } } && _analysis.Types.HoldsItems(type) ? collection
        : collection is Several { IsTuple: false } or Reference { Entity.Kind: EntityKind.Resource } ? collection : null;

    /// <summary>Puts a value into a place.</summary>
    /// <returns>The value.</returns>
    private Value? Assign(IOperation target, Value? value, IOperation site)
    {
        if (_isDead)
            return null;

        switch (target)
        {
            case IFlowCaptureReferenceOperation reference when _captured.TryGetValue(reference.Id, out var captured) && captured.Count > 0:
                return Assign(captured[0], value, site);
            case IConversionOperation conversion:
                return Assign(conversion.Operand, value, site);
            case IDeclarationExpressionOperation declaration:
                return Assign(declaration.Expression, value, site);
            case ILocalReferenceOperation { Local: { RefKind: not RefKind.None } }:
                Escape(value);
                return value;
            case ILocalReferenceOperation { Local: var local }:
                if (!DatabaseTypes.IsAwaitable(local.Type))
                    Name(value, target.Syntax);
                return StoreVariable(local, local.Type, value, site);
            case IParameterReferenceOperation { Parameter: var parameter }:
                Name(value, target.Syntax);
                return StoreVariable(parameter, parameter.Type, value, site);
            case IFieldReferenceOperation { Field: var field } reference:
                Name(value, target.Syntax);
                if (field.IsStatic)
                    return StoreVariable(field.OriginalDefinition, field.Type, value, site);
                return StoreMember(Eval(reference.Instance), field, field.Type, value, site);
            case IPropertyReferenceOperation property:
                return AssignProperty(property, value, site);
            case IArrayElementReferenceOperation element:
                EvalAll(element.Indices);
                AddItem(Eval(element.ArrayReference), value, site);
                return value;
            case ITupleOperation tuple:
                Deconstruct(tuple, value, site);
                return value;
            case IDiscardOperation:
                if (site is IInvocationOperation)
                    Name(value, target.Syntax);
                if (EntitiesOf(value).Any(entity => entity.IsFresh))
                    (_mayHaveLost, _overwrittenAt) = (true, _overwrittenAt ?? site.Syntax);
                return value;
            default:
                Escape(value);
                return value;
        }
    }

    private void Deconstruct(ITupleOperation target, Value? value, IOperation site)
    {
        for (var i = 0; i < target.Elements.Length; i++)
        {
            var item = value switch
            {
                Several { IsTuple: true } tuple when i < tuple.Items.Length => tuple.Items[i],

                // Deconstruct of a key and its value, or of an object that holds a resource.
                Reference or Several when _analysis.Types.MayHold(target.Elements[i].Type) => ItemsOf(value) ?? value,
                _ => null,
            };
            Assign(target.Elements[i], item, site);
        }
    }

    private Value? AssignProperty(IPropertyReferenceOperation reference, Value? value, IOperation site)
    {
        var property = reference.Property;
        var receiver = Eval(reference.Instance);
        if (property.IsIndexer)
        {
            EvalAll(reference.Arguments);
            AddItem(receiver, value, site);
            return value;
        }

        if (FollowsUses && property.Name == "ConnectionString" && receiver is Reference { Entity: var connected } && value is Constant { Content: string text } && LendingTable.AllowsReaders(text))
            _manyReaders.Add(connected);
        Name(value, reference.Syntax);
        if (receiver is Reference { Entity: { Kind: EntityKind.Object, Tracked: TrackedKind.Command } command })
        {
            if (property.Name is "Connection" or "DbConnection")
                SetLink(command, Parent, value);
            else if (property.Name == "Transaction")
                SetLink(command, Transaction, value);
            else if (property.Name.EndsWith("Command", StringComparison.Ordinal) && value is Reference { Entity: var other })
                SetLink(command, Parent, Link(other, Parent));
            return value;
        }

        if (_analysis.Types.KindOf(property.ContainingType) == TrackedKind.Command)
        {
            // Whose command it is, its readers end with the connection that it has now.
            if (receiver is Reference { Entity: var borrowed } && property.Name is "Connection" or "DbConnection")
                SetLink(borrowed, Parent, value);
            return value;
        }

        if (property.SetMethod is { } setter && property.IsInSource() && Resolve(setter, receiver, isVirtual: true) is var actual && _analysis.Bodies.HasBody(actual))
        {
            if (!Matters(value) && !Matters(receiver) || _analysis.Bodies.Of(actual) is not { } body)
                return value;

            Call(reference, body, receiver, [value], actual, out var known);
            if (!known)
                Escape(value);
            return value;
        }

        if (property.IsStatic)
            return StoreVariable(property.OriginalDefinition, property.Type, value, site);
        return StoreMember(receiver, property, property.Type, value, site);
    }

    private Value? StoreVariable(ISymbol variable, ITypeSymbol type, Value? value, IOperation? site)
    {
        if (IsPrimaryConstructorParameter(variable))
            return StoreMember(ThisReference(), variable, type, value, site);

        Store(_slots.Of(variable), value, type, site);
        return value;
    }

    private Value? StoreMember(Value? owner, ISymbol member, ITypeSymbol type, Value? value, IOperation? site)
    {
        if (owner is not Reference { Entity: var entity })
        {
            Escape(value);
            return value;
        }

        // Who holds the object that it is stored in has it from here on.
        if (entity.Kind == EntityKind.Unknown || _world[entity] == State.Escaped)
            Escape(value);
        var slot = _slots.Of(entity, member.OriginalDefinition);
        Store(slot, value, type, site);
        if (entity.Kind == EntityKind.Object)
            _world[slot] ??= Anything.Instance;
        return value;
    }

    private void Store(int slot, Value? value, ITypeSymbol? type, IOperation? site)
    {
        if (_world[slot] is { } before && !Equals(before, value)
            && EntitiesOf(before).Any(entity => entity.Kind == EntityKind.Object || entity.IsFresh && _world[entity] == State.Open))
        {
            _mayHaveLost = true;
            _overwrittenAt ??= site?.Syntax;
        }

        _world[slot] = Settled(value) ?? Unknown(slot, type, site);
        if (FollowsUses)
            NoteStored(slot, value, site);
        Hold(value);
    }

    /// <summary>Whether a connection was open is kept as it was then: it may be opened before the variable is asked.</summary>
    private Value? Settled(Value? value)
    {
        if (value is not Test test || test.WhenTrue != State.Closed && test.WhenFalse != State.Closed)
            return value;

        var truth = _choices.Choose(2) == 0;
        _isDead |= !Assume(_world, test, truth);
        return Constant.Of(truth);
    }

    private void AddItem(Value? collection, Value? item, IOperation? site = null)
    {
        if (FollowsUses && item is Constant { Content: null })
            Empty(collection);
        if (item is not (Reference or Several) && !(FollowsUses && item is Deferred or Callable))
            return;

        if (collection is Reference { Entity: { Owner.IsThis: true, Member: { } member } })
        {
            foreach (var kept in EntitiesOf(item))
                kept.History?.KeptBy.Add(member);
        }

        if (collection is Reference { Entity: { Kind: EntityKind.Object } entity } && _world[entity] != State.Escaped)
        {
            var slot = _slots.Of(entity, Items);
            _world[slot] = Together(_world[slot], item);
            if (FollowsUses)
                Mark(slot, holds: true);
        }
        else
        {
            if (FollowsUses && collection != SomeObject.Instance && (site ?? _call) is { } by)
                StoreOutside(collection, item, StoredPart(item, by));
            Escape(item);
        }
    }

    /// <summary>What a method left in an object is known by the variable that holds the object.</summary>
    private void NameByHolder(Entity holder, SyntaxNode at)
    {
        foreach (var local in _ownLocals)
        {
            if (_world[_slots.Of(local)] == holder.Reference
                && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration
                && declaration.FirstAncestorOrSelf<BlockSyntax>()?.Span.Contains(at.Span) != false)
            {
                Name(holder.Reference, declaration);
                return;
            }
        }
    }

    /// <summary>Notes the variable that first holds a resource.</summary>
    private void Name(Value? value, SyntaxNode target, int depth = 0)
    {
        if (depth > MaxInputDepth)
            return;

        if (value is Several { IsTuple: true } tuple)
        {
            foreach (var item in tuple.Items)
                Name(item, target, depth + 1);
        }

        if (value is Reference { Entity: var holder } && (holder.Kind == EntityKind.Object && holder.Tracked == TrackedKind.None || holder.Tracked == TrackedKind.Reader))
        {
            foreach (var slot in _slots.MembersOf(holder).ToArray())
            {
                if (_slots.KeyOf(slot) is not (Parent or Items) && Owns(holder, _world[slot]))
                    Name(_world[slot], target, depth + 1);
            }
        }

        if (value is not Reference { Entity.History: { Variable: null } history })
            return;

        var (location, name) = target switch
        {
            VariableDeclaratorSyntax declarator => (declarator.Identifier.GetLocation(), declarator.Identifier.ValueText),
            SingleVariableDesignationSyntax designation => (designation.Identifier.GetLocation(), designation.Identifier.ValueText),
            DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax designation } => (designation.Identifier.GetLocation(), designation.Identifier.ValueText),
            ForEachStatementSyntax loop => (loop.Identifier.GetLocation(), loop.Identifier.ValueText),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax field } => (field.Identifier.GetLocation(), field.Identifier.ValueText),
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax initialised } => (initialised.Identifier.GetLocation(), initialised.Identifier.ValueText),
            PropertyDeclarationSyntax property => (property.Identifier.GetLocation(), property.Identifier.ValueText),
            ExpressionSyntax expression => (expression.GetLocation(), expression.ToString()),
            _ => (target.GetLocation(), null),
        };
        history.Variable = location;
        history.Name = name;
    }
}
