using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>
/// One way in which execution can have come to a point: what each slot holds, and the state of each entity.
/// Slots and entities are numbered by the body's <see cref="Numbering"/>.
/// </summary>
internal sealed class World
{
    private Value?[] _slots;
    private State[] _states;

    public World()
    {
        _slots = [];
        _states = [];
    }

    private World(World other)
    {
        _slots = (Value?[])other._slots.Clone();
        _states = (State[])other._states.Clone();
        Thrown = other.Thrown;
        Exit = other.Exit;
    }

    /// <summary>The operation whose exception led here, since something was last acquired.</summary>
    public IOperation? Thrown { get; set; }

    /// <summary>The statement that left the body.</summary>
    public SyntaxNode? Exit { get; set; }

    public int SlotCount => _slots.Length;

    public World Clone() => new(this);

    public Value? this[int slot]
    {
        get => slot < _slots.Length ? _slots[slot] : null;
        set
        {
            if (slot >= _slots.Length)
            {
                if (value is null)
                    return;
                Array.Resize(ref _slots, Math.Max(slot + 4, _slots.Length * 3 / 2));
            }

            _slots[slot] = value;
        }
    }

    public State this[Entity entity]
    {
        get => entity.Id < _states.Length ? _states[entity.Id] : State.Absent;
        set
        {
            if (entity.Id >= _states.Length)
            {
                if (value == State.Absent)
                    return;
                Array.Resize(ref _states, Math.Max(entity.Id + 4, _states.Length * 3 / 2));
            }

            _states[entity.Id] = value;
        }
    }

    /// <summary>The first entity from one on that has a state; -1 if there is none.</summary>
    public int NextWith(State state, int from)
    {
        if (from >= _states.Length)
            return -1;

        var found = MemoryMarshal.AsBytes(_states.AsSpan(from)).IndexOf((byte)state);
        return found < 0 ? -1 : from + found;
    }

    /// <summary>The first entity from one on whose state differs; -1 if there is none.</summary>
    private int NextDifference(World other, int from)
    {
        const int Chunk = 64;
        var common = Math.Min(_states.Length, other._states.Length);
        while (from < common)
        {
            var length = Math.Min(Chunk, common - from);
            var mine = MemoryMarshal.AsBytes(_states.AsSpan(from, length));
            var theirs = MemoryMarshal.AsBytes(other._states.AsSpan(from, length));
            if (!mine.SequenceEqual(theirs))
            {
                for (var i = 0; i < length; i++)
                {
                    if (mine[i] != theirs[i])
                        return from + i;
                }
            }

            from += length;
        }

        var rest = _states.Length > common ? _states : other._states;
        for (; from < rest.Length; from++)
        {
            if (rest[from] != State.Absent)
                return from;
        }

        return -1;
    }

    public State StateAt(int id) => id < _states.Length ? _states[id] : State.Absent;

    /// <summary>Worlds of one signature differ in nothing that a report could depend on by itself: in conditions only.</summary>
    public bool HasSignatureOf(World other, IReadOnlyList<Entity> entities)
    {
        if (Thrown is null != other.Thrown is null)
            return false;

        for (var id = NextDifference(other, 0); id >= 0; id = NextDifference(other, id + 1))
        {
            var (mine, theirs) = (StateAt(id), other.StateAt(id));
            if ((mine >= State.Created || theirs >= State.Created) && !IsIdle(mine, theirs, entities[id]))
                return false;
        }

        return true;
    }

    /// <summary>A resource that holds nothing: whether it was released already or not yet made, it is nobody's duty.</summary>
    private static bool IsIdle(State mine, State theirs, Entity entity) =>
        entity.IsFresh && mine != State.Open && theirs != State.Open
        && !(mine == State.Escaped && theirs == State.Created) && !(mine == State.Created && theirs == State.Escaped);

    /// <summary>Whether every execution of the other world is one of this world too.</summary>
    public bool Includes(World other, IReadOnlyList<Entity> entities)
    {
        if (Thrown is null != other.Thrown is null)
            return false;

        for (var id = NextDifference(other, 0); id >= 0; id = NextDifference(other, id + 1))
        {
            var (mine, theirs) = (StateAt(id), other.StateAt(id));
            if ((mine > State.Unknown || theirs >= State.Created) && !IsIdle(mine, theirs, entities[id]))
                return false;
        }

        for (var slot = Math.Max(_slots.Length, other._slots.Length) - 1; slot >= 0; slot--)
        {
            var (mine, theirs) = (this[slot], other[slot]);
            if (!ReferenceEquals(mine, theirs) && mine is not null && !mine.Equals(theirs))
                return false;
        }

        return true;
    }

    /// <summary>Forgets what the other world doesn't agree to. Both have the same signature.</summary>
    /// <returns>Whether a slot lost what it held.</returns>
    public bool Join(World other)
    {
        for (var id = 0; id < _states.Length; id++)
        {
            var (mine, theirs) = (_states[id], other.StateAt(id));
            if (mine == theirs)
                continue;

            _states[id] = mine >= State.Created || theirs >= State.Created ? (State)Math.Max((byte)mine, (byte)theirs)
                : mine == State.Absent || theirs == State.Absent ? State.Absent
                : State.Unknown;
        }

        var lost = false;
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            if (_slots[slot] is { } mine && !ReferenceEquals(mine, other[slot]) && !mine.Equals(other[slot]))
            {
                _slots[slot] = null;
                lost = true;
            }
        }

        for (var id = _states.Length; id < other._states.Length; id++)
        {
            if (other._states[id] >= State.Created)
            {
                Array.Resize(ref _states, other._states.Length);
                Array.Copy(other._states, id, _states, id, other._states.Length - id);
                break;
            }
        }

        for (var slot = _slots.Length; slot < other._slots.Length; slot++)
            lost |= other._slots[slot] is not null;
        return lost;
    }
}
