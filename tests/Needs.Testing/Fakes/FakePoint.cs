namespace Needs.Testing;

/// <summary>What the test has planned for one operation: to fail, to break the connection, to wait, to take time.</summary>
public sealed class FakePoint
{
    private readonly Lock _gate = new();
    private Exception? _error;
    private int _failuresLeft;
    private int _skip;
    private bool _breaks;
    private FakeGate? _hold;
    private TimeSpan _delay;

    /// <summary>The next operations throw this very object.</summary>
    /// <param name="error">What is thrown.</param>
    /// <param name="times">How many operations fail; all of them by default.</param>
    /// <param name="skip">How many pass before the first that fails.</param>
    public void Throws(Exception error, int times = int.MaxValue, int skip = 0)
    {
        lock (_gate)
        {
            _error = error;
            _failuresLeft = times;
            _skip = skip;
        }
    }

    /// <summary>The same as <see cref="Throws"/>, and the connection is broken afterwards.</summary>
    public void Breaks(Exception error, int times = int.MaxValue)
    {
        Throws(error, times);
        lock (_gate) _breaks = true;
    }

    /// <summary>The next operations wait at the gate. A cancelled token gets them out of an asynchronous wait.</summary>
    public FakeGate Waits()
    {
        lock (_gate) return _hold = new FakeGate();
    }

    /// <summary>The next operations take this long.</summary>
    public void Takes(TimeSpan delay)
    {
        lock (_gate) _delay = delay;
    }

    /// <summary>Back to normal.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            (_error, _failuresLeft, _skip, _breaks, _delay) = (null, 0, 0, false, TimeSpan.Zero);
            _hold?.Release();
            _hold = null;
        }
    }

    internal void Pass(FakeConnection? connection)
    {
        var (wait, delay) = Plan();
        if (delay > TimeSpan.Zero) Thread.Sleep(delay);
        wait?.GetAwaiter().GetResult();
        Fail(connection);
    }

    internal async ValueTask PassAsync(FakeConnection? connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (wait, delay) = Plan();
        if (delay > TimeSpan.Zero) await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
        if (wait is not null) await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
        Fail(connection);
    }

    private (Task? Wait, TimeSpan Delay) Plan()
    {
        lock (_gate) return (_hold?.Arrive(), _delay);
    }

    private void Fail(FakeConnection? connection)
    {
        Exception error;
        bool breaks;
        lock (_gate)
        {
            if (_error is null || _failuresLeft == 0) return;
            if (_skip > 0)
            {
                _skip--;
                return;
            }

            _failuresLeft--;
            error = _error;
            breaks = _breaks;
        }

        if (breaks) connection?.Break();
        throw error;
    }
}
