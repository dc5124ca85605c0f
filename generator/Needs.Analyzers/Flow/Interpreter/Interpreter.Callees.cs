using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Callees whose body is in this compilation: their outcomes are played here.</summary>
internal sealed partial class Interpreter
{
    /// <summary>Objects that callees made.</summary>
    private readonly HashSet<Entity> _imported = [];

    /// <summary>The callee has other ways to go.</summary>
    private bool _isOneOfSeveral;

    private bool _isCut;
    private int _height = 1;

    /// <summary>While a callback that somebody else may run later is played: what it releases is out of sight from now on.</summary>
    private bool _isCallback;

    private Value? Call(IOperation call, Body body, Value? receiver, Value?[] arguments, IMethodSymbol method, out bool known)
    {
        known = false;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var thisType = receiver is Reference { Entity: { Kind: EntityKind.Object, Type: INamedTypeSymbol type } } ? type
            : receiver is Reference { Entity.IsThis: true } ? _thisType
            : null;
        if (_analysis.Summaries.Of(body, thisType, _depth - 1, InterestIn(method, receiver, arguments)) is not { } summary)
        {
            // Too deep: what is given may be taken over.
            _isCut = true;
            Escape(receiver);
            EscapeAll(call, arguments);
            return null;
        }

        _isCut |= summary.IsCut;
        _height = Math.Max(_height, summary.Height + 1);
        known = true;
        var frame = new Frame(this, call, receiver, arguments, method);
        if (FollowsUses && PlayUses(call, body, summary, frame, arguments) is { } deferred)
            return deferred;
        if (ThrowsHere(call, method))
            PlayThrows(call, summary, frame, method);

        var feasible = summary.Returns.Where(frame.IsFeasible).ToArray();
        if (feasible.Length == 0)
        {
            _isDead = true;
            return null;
        }

        if (FollowsUses && Array.FindAll(feasible, frame.OpensWhatIsClosed) is { Length: > 0 } opening)
            feasible = opening;
        if (CallTable.IsDispose(method) && receiver is Reference { Entity.Kind: EntityKind.Object })
            feasible = WithMostReleases(feasible);
        var chosen = feasible[_choices.Choose(feasible.Length)];
        _isOneOfSeveral = feasible.Length > 1;
        var result = frame.Play(chosen);
        if (chosen.Result is ExportedObject && result is Reference { Entity: { Kind: EntityKind.Object, Tracked: TrackedKind.None } made })
        {
            // Which of several objects it is, is not known well enough to say what has to become of it.
            if (Array.Exists(feasible, outcome => outcome.ReturnsSomethingElse))
                EscapeMembers(made);
            _imported.Add(made);
        }

        return result;
    }

    private Interest InterestIn(IMethodSymbol method, Value? receiver, Value?[] arguments)
    {
        // One summary serves all calls: there are many more of them than where only resources are followed.
        if (FollowsUses)
            return Interest.InUses(method, _analysis.Types);

        var interest = new Interest(
            InThis: method.MethodKind == MethodKind.Constructor || Matters(receiver),
            InParameters: 0,
            InCaptured: method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
        {
            IsResult = true,
        };
        for (var i = 0; i < arguments.Length; i++)
        {
            if (Matters(arguments[i]))
                interest = interest.With(i);
        }

        return interest;
    }

    // When an owner releases, and when it leaves that to somebody else, is the owner's decision: that it can release is enough.
    private static Outcome[] WithMostReleases(Outcome[] outcomes)
    {
        var most = outcomes.Max(Releases);
        return [.. outcomes.Where(outcome => Releases(outcome) == most)];

        static int Releases(Outcome outcome) => outcome.Effects.Count(effect => effect.State is State.Released or State.Escaped);
    }

    /// <summary>Whether exceptions of a callee come out of the call: not those of a task that nobody awaits here, and not those of a Dispose.</summary>
    private bool ThrowsHere(IOperation call, IMethodSymbol method) =>
        !_isCallback && !CallTable.IsDispose(method) && (!DatabaseTypes.IsAwaitable(method.ReturnType) || IsAwaited(call));

    private void PlayThrows(IOperation call, Summary summary, Frame frame, IMethodSymbol method)
    {
        // A task that a callee only hands on fails where it is awaited.
        if (method.IsAsync || !DatabaseTypes.IsAwaitable(method.ReturnType))
            _evaluatedBySummary.Add(call);
        foreach (var outcome in summary.Throws)
        {
            if (!frame.IsFeasible(outcome))
                continue;

            var before = _world;
            _world = before.Clone();

            // What fails to open, or is opened by somebody who then fails, is not ours to close.
            frame.Play(outcome with
            {
                Effects = outcome.Effects.RemoveAll(effect => effect.State == State.Open),
                Writes = outcome.Writes.RemoveAll(write => write.Value is not (ExportedValue or ExportedInput)),
            });
            MayThrow(call);
            _world = before;
        }
    }

    private Value? Invoke(IOperation call, Callable callable, Value?[] arguments)
    {
        if (callable.Lambda is { } lambda)
            return Call(call, BodyOf(lambda), ThisIfAny(), arguments, lambda.Symbol, out _);

        if (BodyOf(callable.Method) is { } body)
            return Call(call, body, callable.Receiver ?? ThisIfAny(), arguments, callable.Method, out _);

        if (FollowsUses && _isCallback && CallTable.IsDispose(callable.Method))
            Escape(callable.Receiver);
        else if (CallTable.IsDispose(callable.Method))
            Dispose(call, callable.Receiver ?? arguments.FirstOrDefault());
        else if (arguments.Any(LeadsToOpenResource))
            MayThrow(call);
        return null;
    }

    /// <summary>
    /// Lambdas that are given to somebody else: they are taken to run once. What they release is then out of sight, and what they give is the call's result.
    /// </summary>
    private Value? EvalCallbacks(IInvocationOperation call, IMethodSymbol method, Value? receiver, Value?[] arguments)
    {
        Value? result = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is not Callable callable || !MayMatter(callable))
                continue;

            var given = Lend(call, callable, [.. callable.Method.Parameters.Select(parameter => ForCallback(parameter, receiver, arguments))]);
            if (method.Name.StartsWith("GetOr", StringComparison.Ordinal) || method.Name == "AddOrUpdate")
            {
                // A cache keeps what it asks for.
                AddItem(receiver, given);
            }
            else if (_analysis.Types.MayHold(method.ReturnType)
                && SymbolEqualityComparer.Default.Equals(DatabaseTypes.Unwrapped(method.ReturnType), DatabaseTypes.Unwrapped(callable.Method.ReturnType)))
            {
                result = given;
            }
            else
            {
                // Whoever runs it has what it gives.
                Escape(given);
            }
        }

        return result;
    }

    /// <summary>What a callback can be given: what a collection holds, or what is passed beside it.</summary>
    private Value? ForCallback(IParameterSymbol parameter, Value? receiver, Value?[] arguments) =>
        (FollowsUses && _analysis.Types.KindOf(parameter.Type) is var own and not TrackedKind.None
            ? arguments.FirstOrDefault(argument => EntitiesOf(argument).Any(entity => entity.Tracked == own))
            : null)
        ?? ItemsOf(receiver)
        ?? (_analysis.Types.KindOf(parameter.Type) is var kind && (kind != TrackedKind.None || parameter.Type.SpecialType == SpecialType.System_Object)
            ? arguments.FirstOrDefault(argument => EntitiesOf(argument).Any(entity =>
                (entity.IsFresh || entity.IsInput && kind != TrackedKind.None) && (kind == TrackedKind.None || entity.Tracked == kind)))
            : null);

    /// <summary>Whether running a callback can change anything: there is something that it could release, or it gives something.</summary>
    private bool MayMatter(Callable callable) =>
        FollowsUses || HasOpenResource(_world) || _interest.IsSummary || _analysis.Types.MayHold(callable.Method.ReturnType)
        || callable.Lambda is not null && callable.Method.ReturnsVoid;

    private Value? Lend(IOperation call, Callable callable, Value?[] arguments)
    {
        var outer = (_isCallback, _isDead);
        _isCallback = true;
        var before = _world.Clone();
        var result = Invoke(call, callable, arguments);
        if (_isDead)
        {
            // A callback that always throws: somebody may never call it.
            _world = before;
            result = null;
        }

        (_isCallback, _isDead) = outer;
        return result;
    }

    private void LendCallables(IOperation call, Value?[] values)
    {
        foreach (var value in values)
        {
            if (value is Callable callable && MayMatter(callable))
                Escape(Lend(call, callable, new Value?[callable.Method.Parameters.Length]));
        }
    }

    private Value? EvalCreation(IObjectCreationOperation creation)
    {
        var type = creation.Type;
        var constructor = creation.Constructor;
        var arguments = EvalArguments(creation.Arguments, constructor?.Parameters.Length ?? 0);
        if (_isDead || type is null || constructor is null)
            return null;

        LendCallables(creation, arguments);
        if (_analysis.Names.Acquires(constructor))
            return Acquire(creation, TrackedKind.Resource, type, State.Open, parent: null);

        switch (_analysis.Types.KindOf(type))
        {
            case TrackedKind.Connection:
                return EvalConnectionCreation(creation, type, arguments);
            case TrackedKind.Reader or TrackedKind.Transaction:
                // One that wraps another is that other.
                return arguments.FirstOrDefault(argument => EntitiesOf(argument).Any(entity => entity.Tracked.IsResource())) ?? SomeObject.Instance;
            case TrackedKind.Command:
                return EvalCommand(creation, type, ConnectionAmong(arguments));
            case TrackedKind.Context:
                return MakeObject(creation, TrackedKind.Context, type).Reference;
            case TrackedKind.Resource:
                return Acquire(creation, TrackedKind.Resource, type, State.Open, parent: null);
        }

        if (FollowsUses && type.Name == "Lazy" && arguments.FirstOrDefault(argument => argument is Callable) is { } later)
            return new Deferred([later], holdsReader: false);
        if (type.Name is "ValueTask" or "KeyValuePair" && type.ContainingNamespace.IsWithin("System"))
            return arguments.FirstOrDefault(Matters) ?? (FollowsUses ? SomeObject.Instance : null);
        if (type.ContainingNamespace.IsWithin("System.Collections"))
            return EvalCollectionCreation(creation, arguments);
        if (type.IsInSource())
            return EvalSourceCreation(creation, type, constructor, arguments);

        if (FollowsUses && EvalOutsideCreation(creation, type, arguments) is { } holder)
            return holder;
        if (GivesWithin(type, arguments) is { } given)
            return given;

        foreach (var argument in arguments)
        {
            if (type.IsDisposable())
                Escape(argument);
        }

        return SomeObject.Instance;
    }

    /// <summary>What is given within a generic type from elsewhere, a result or an option: that is what counts of it.</summary>
    private Value? GivesWithin(ITypeSymbol type, Value?[] arguments) =>
        type is INamedTypeSymbol { IsGenericType: true, Name: not "WeakReference" } generic && generic.TypeArguments.Any(argument => _analysis.Types.KindOf(argument).IsResource())
            ? arguments.FirstOrDefault(argument => EntitiesOf(argument).Any(entity => entity.Tracked.IsResource()))
            : null;

    private Value EvalConnectionCreation(IObjectCreationOperation creation, ITypeSymbol type, Value?[] arguments)
    {
        var inner = arguments.FirstOrDefault(argument => EntitiesOf(argument).Any(entity => entity.Tracked == TrackedKind.Connection));
        // A connection type of this compilation that wraps none is a double for tests, or the driver's own.
        if (inner is null && type.IsInSource() && !_analysis.Types.Carries(type))
            return SomeObject.Instance;

        var isOpen = EntitiesOf(inner).Any(entity => entity.IsFresh && _world[entity] == State.Open);
        var connection = Acquire(creation, TrackedKind.Connection, type, State.Created, parent: null);
        if (inner is not null)
            SetLink(connection.Entity, Owned, inner);
        return isOpen ? inner! : connection;
    }

    private Value? EvalTypeParameterCreation(ITypeParameterObjectCreationOperation creation) => EvalCreate(creation, creation.Type);

    private Value? EvalCollectionCreation(IObjectCreationOperation creation, Value?[] arguments)
    {
        if (creation.Type is not INamedTypeSymbol { IsGenericType: true } generic || !generic.TypeArguments.Any(MayBeHeld))
        {
            EscapeAll(creation, arguments);
            return SomeObject.Instance;
        }

        var collection = MakeObject(creation, TrackedKind.None, creation.Type);
        Value? items = null;
        foreach (var argument in arguments)
        {
            if (argument is not null)
                items = Together(items, ItemsOf(argument));
        }

        _world[_slots.Of(collection, Items)] = items;
        return collection.Reference;

        bool MayBeHeld(ITypeSymbol item) => FollowsUses || _analysis.Types.MayHold(item) || TypeExtensions.IsDisposableInterface(item)
            || item.SpecialType == SpecialType.System_Object || item is ITypeParameterSymbol || item.TypeKind == TypeKind.Delegate;
    }

    private Value? EvalSourceCreation(IObjectCreationOperation creation, ITypeSymbol type, IMethodSymbol constructor, Value?[] arguments)
    {
        if (!arguments.Any(Matters) && !_analysis.Types.Carries(type))
            return FollowsUses ? MakeObject(creation, TrackedKind.None, type).Reference : SomeObject.Instance;

        var made = MakeObject(creation, TrackedKind.None, type);
        StorePrimaryParameters(made, type, constructor, arguments);
        RunInitializers(creation, made, type, constructor);
        if (BodyOf(constructor) is { } body)
            Call(creation, body, made.Reference, arguments, constructor, out _);
        return _isDead ? null : made.Reference;
    }

    /// <summary>What the fields start as, where that can hold something.</summary>
    private void RunInitializers(IOperation creation, Entity made, ITypeSymbol type, IMethodSymbol constructor)
    {
        foreach (var body in _analysis.Bodies.InitializersOf(type, _analysis.Types))
            Call(creation, body, made.Reference, [], constructor, out _);
    }

    /// <summary>The parameters of a primary constructor live in the object; those of a record, and those that a member starts as, in that member too.</summary>
    private void StorePrimaryParameters(Entity made, ITypeSymbol type, IMethodSymbol constructor, Value?[] arguments)
    {
        if (constructor.Parameters.Length == 0 || !IsPrimaryConstructorParameter(constructor.OriginalDefinition.Parameters[0]))
            return;

        foreach (var parameter in constructor.OriginalDefinition.Parameters)
        {
            if (arguments[parameter.Ordinal] is not { } argument)
                continue;

            _world[_slots.Of(made, parameter)] = argument;
            foreach (var member in type.OriginalDefinition.GetMembers())
            {
                if (member is IPropertySymbol or IFieldSymbol { IsImplicitlyDeclared: false } && StartsAs(member, parameter))
                    _world[_slots.Of(made, member)] = argument;
            }
        }
    }

    private static bool StartsAs(ISymbol member, IParameterSymbol parameter)
    {
        if (member is IPropertySymbol && member.Name == parameter.Name)
            return true;

        return member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer.Value: var value } => value.ToString() == parameter.Name,
            Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax { Initializer.Value: var value } => value.ToString() == parameter.Name,
            _ => false,
        };
    }

    private Value? ConnectionAmong(Value?[] arguments)
    {
        foreach (var argument in arguments)
        {
            foreach (var entity in EntitiesOf(argument))
            {
                if (entity.Tracked == TrackedKind.Connection)
                    return argument;
                if (entity.Tracked is TrackedKind.Command or TrackedKind.Transaction)
                    return Link(entity, Parent);
            }
        }

        return null;
    }

    /// <summary>One call: what the callee's inputs are here.</summary>
    private sealed class Frame(Interpreter interpreter, IOperation call, Value? receiver, Value?[] arguments, IMethodSymbol method)
    {
        private readonly Dictionary<int, Value?> _imported = [];

        public bool IsFeasible(Outcome outcome)
        {
            var world = interpreter._world;
            foreach (var (input, state) in outcome.Assumptions)
            {
                var value = Resolve(input);
                switch (state)
                {
                    case State.Null when IsNull(world, value) == false:
                    case State.NotNull when IsNull(world, value) == true:
                    case State.True when TruthOf(world, value) == false:
                    case State.False when TruthOf(world, value) == true:
                    case State.Closed when EntitiesOf(value).Any(entity => world[entity] == State.Open):
                        return false;
                }
            }

            foreach (var (input, _) in outcome.Effects)
            {
                if (IsNull(world, Resolve(input)) == true)
                    return false;
            }

            return true;
        }

        /// <summary>A way that opens what was closed here: it is the one that is taken then.</summary>
        public bool OpensWhatIsClosed(Outcome outcome) => outcome.Effects.Any(effect =>
            effect.State == State.Open && EntitiesOf(Resolve(effect.Input)).Any(entity => interpreter._world[entity] == State.Released));

        public Value? Play(Outcome outcome)
        {
            if (outcome.IsOpaque)
            {
                interpreter.EscapeAll(call, arguments);
                interpreter.Escape(receiver);
                return null;
            }

            _imported.Clear();
            foreach (var (input, state) in outcome.Assumptions)
                Suppose(Resolve(input), state);

            // All of it is about what came in: it is found before anything is changed.
            var effects = outcome.Effects.Select(effect => (Value: Resolve(effect.Input), effect.State)).ToArray();
            var writes = outcome.Writes.Select(write => (write.Place, Value: Import(write.Value))).ToArray();
            var result = Import(outcome.Result);
            foreach (var (value, state) in effects)
                Affect(value, state);
            foreach (var (place, value) in writes)
                Write(place, value);
            return result;
        }

        private void Suppose(Value? value, State state)
        {
            if (value is Reference { Entity: { Kind: EntityKind.Input or EntityKind.Unknown } entity })
                Learn(interpreter._world, entity, state);
            else if (value is Test)
                Assume(interpreter._world, value, state == State.True);
        }

        private void Affect(Value? value, State state)
        {
            switch (state)
            {
                case State.Open:
                    interpreter.Open(value, call);
                    break;
                case State.Released when !interpreter._isCallback:
                    foreach (var entity in EntitiesOf(value).ToArray())
                    {
                        if (entity.Kind == EntityKind.Object && entity.Tracked == TrackedKind.None)
                            interpreter.Dispose(call, entity.Reference);

                        // Whether a shared connection is closed, the callee decides by what is not seen here.
                        else if (interpreter is { FollowsUses: true, _isOneOfSeveral: true } && entity is { IsInput: true, Owner: not null })
                            interpreter.Escape(entity);
                        else
                            interpreter.Release(entity.Reference);
                    }

                    break;
                default:
                    interpreter.Escape(value);
                    break;
            }
        }

        public Value? Resolve(InputPath path)
        {
            if (path.IsThis)
                return receiver;
            if (path.Owner is null)
                return ResolveRoot(path.Member!);
            return Resolve(path.Owner) switch
            {
                Reference { Entity: var owner } => interpreter.Read(owner, path.Member!, TypeOf(path.Member!)),
                Several { IsTuple: true } tuple when path.Member is IFieldSymbol item => ItemOf(tuple, item),
                _ => null,
            };
        }

        private Value? ResolveRoot(ISymbol member) => member switch
        {
            // The parameter of a block of extensions.
            IParameterSymbol { ContainingSymbol: INamedTypeSymbol } => receiver,
            IParameterSymbol parameter when IsOwn(parameter) => parameter.Ordinal < arguments.Length ? arguments[parameter.Ordinal] : null,
            _ => interpreter.ReadVariable(member, TypeOf(member)),
        };

        private bool IsOwn(IParameterSymbol parameter) =>
            parameter.ContainingSymbol is IMethodSymbol owner
            && (SymbolEqualityComparer.Default.Equals(owner.OriginalDefinition, (method.ReducedFrom ?? method).OriginalDefinition)
                || SymbolEqualityComparer.Default.Equals(owner.OriginalDefinition, method.OriginalDefinition.PartialImplementationPart));

        private void Write(InputPath place, Value? value)
        {
            if (place.Owner is not null)
            {
                var owner = Resolve(place.Owner);

                // What is put into an object that came in belongs to that.
                if (owner is Reference { Entity: { IsInput: true, IsThis: false } or { Kind: EntityKind.Unknown } })
                    interpreter.Escape(value);
                interpreter.StoreMember(owner, place.Member!, TypeOf(place.Member!), value, call);
                if (owner is Reference { Entity: { Kind: EntityKind.Object } holder })
                    interpreter.NameByHolder(holder, call.Syntax);
                if (owner is Reference { Entity.IsThis: true })
                    interpreter._keptByCallee.UnionWith(EntitiesOf(value));
            }
            else if (place.Member is IParameterSymbol parameter && IsOwn(parameter))
            {
                if (ArgumentFor(parameter) is { } argument)
                    interpreter.Assign(argument, value, call);
                else
                    interpreter.Escape(value);
            }
            else
            {
                interpreter.StoreVariable(place.Member!, TypeOf(place.Member!), value, call);
            }
        }

        private IOperation? ArgumentFor(IParameterSymbol parameter)
        {
            var all = call switch
            {
                IInvocationOperation invocation => invocation.Arguments,
                IObjectCreationOperation creation => creation.Arguments,
                _ => [],
            };
            return all.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value;
        }

        private Value? Import(Export? export)
        {
            switch (export)
            {
                case ExportedValue { Value: var value }:
                    return value;
                case ExportedInput { Path: var path }:
                    return Resolve(path);
                case ExportedTest test:
                    return ImportTest(Resolve(test.Path), test);
                case ExportedDeferred deferred:
                    return new Deferred([.. deferred.Sources.Select(Import)], deferred.HoldsReader, deferred.OpensItself);
                case ExportedSeveral several:
                    return new Several([.. several.Items.Select(Import)], several.IsTuple);
                case ExportedResource resource:
                    if (!_imported.TryGetValue(resource.Ordinal, out var known))
                        _imported.Add(resource.Ordinal, known = ImportResource(resource));
                    return known;
                case ExportedObject made:
                    if (!_imported.TryGetValue(made.Ordinal, out known))
                        known = ImportObject(made);
                    return known;
                default:
                    return null;
            }
        }

        private Value? ImportTest(Value? value, ExportedTest test) => value switch
        {
            Reference { Entity: { Kind: EntityKind.Input or EntityKind.Unknown } entity } => new Test(entity, test.WhenTrue, test.WhenFalse),
            null => null,
            _ when test.WhenTrue is State.Null or State.NotNull => IsNull(interpreter._world, value) is { } isNull ? Constant.Of(isNull == (test.WhenTrue == State.Null)) : null,
            _ => TruthOf(interpreter._world, value) is { } truth ? Constant.Of(truth == (test.WhenTrue == State.True)) : null,
        };

        private Value? ImportResource(ExportedResource resource)
        {
            // What the callee let go of is nobody's duty here.
            if (resource.State is not (State.Created or State.Open))
                return SomeObject.Instance;

            var parent = Import(resource.Parent);
            var imported = interpreter.Acquire(call, resource.Kind, resource.Type, resource.State, parent, resource.Ordinal + 1);
            if (resource.Owned is not null)
                interpreter.SetLink(imported.Entity, Owned, Import(resource.Owned));
            return imported;
        }

        private Value? ImportObject(ExportedObject made)
        {
            var entity = interpreter.MakeObject(call, made.Kind, made.Type, made.Ordinal + 1);
            _imported.Add(made.Ordinal, entity.Reference);
            foreach (var (member, value) in made.Members)
            {
                var imported = Import(value);
                if (member is string link)
                    interpreter.SetLink(entity, link, imported);
                else
                    interpreter._world[interpreter._slots.Of(entity, member)] = imported ?? Anything.Instance;
            }

            return entity.Reference;
        }

        private static ITypeSymbol TypeOf(ISymbol member) => member switch
        {
            IParameterSymbol parameter => parameter.Type,
            ILocalSymbol local => local.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            IEventSymbol @event => @event.Type,
            _ => throw new InvalidOperationException($"'{member}' has no type"),
        };
    }
}
