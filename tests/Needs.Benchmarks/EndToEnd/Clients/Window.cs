namespace Needs.Benchmarks.EndToEnd;

/// <summary>What fast clients have got within a short time, or several of them.</summary>
internal sealed class Window
{
    private readonly Lock _lock = new();
    private TimeSpan _last;

    public List<double> Milliseconds { get; } = [];

    public TimeSpan Length { get; private set; }

    /// <summary>Answers that were another than the right one, an error say.</summary>
    public int Wrong { get; private set; }

    /// <summary>Requests that were given up after the window's end.</summary>
    public int Unanswered { get; private set; }

    public double Rate => Milliseconds.Count / Length.TotalSeconds;

    /// <summary>One client's part.</summary>
    public void Add(IEnumerable<double> milliseconds, TimeSpan last, int wrong, int unanswered)
    {
        lock (_lock)
        {
            Milliseconds.AddRange(milliseconds);
            Wrong += wrong;
            Unanswered += unanswered;
            if (last > _last) _last = last;
        }
    }

    /// <summary>What was on its way at the end counts, and so does the time that it took.</summary>
    public void End(TimeSpan length) => Length = _last > length ? _last : length;

    public void Add(Window other)
    {
        Milliseconds.AddRange(other.Milliseconds);
        Length += other.Length;
        Wrong += other.Wrong;
        Unanswered += other.Unanswered;
    }
}
