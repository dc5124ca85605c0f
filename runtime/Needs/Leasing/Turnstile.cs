namespace Needs.Leasing;

/// <summary>Lets so many in at once; the others wait in the order of their coming. Guarded by the lock of its table.</summary>
internal sealed class Turnstile(int limit)
{
    private readonly LinkedList<LeaseSlot> _waiting = new();
    private int _inside;

    /// <summary>How many are in. Without the lock it is only about right.</summary>
    public int Inside => _inside;

    public bool TryEnter(LeaseSlot slot)
    {
        if (_inside >= limit)
        {
            _waiting.AddLast(slot.Place);
            return false;
        }

        _inside++;
        return true;
    }

    /// <summary>Somebody goes out. Who waits longest is in then, and is returned.</summary>
    public LeaseSlot? Leave()
    {
        if (_waiting.First is not { } first)
        {
            _inside--;
            return null;
        }

        _waiting.RemoveFirst();
        return first.Value;
    }

    public void GiveUp(LeaseSlot slot) => _waiting.Remove(slot.Place);
}
