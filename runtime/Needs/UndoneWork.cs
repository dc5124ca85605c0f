using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Needs;

/// <summary>
/// Errors after which it is certain that nothing of a handler's work is done, so that whoever asked for it may ask again. Used by generated
/// endpoints.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class UndoneWork
{
    private static readonly ConditionalWeakTable<Exception, HandlerDescriptor> Errors = [];

    /// <summary>
    /// Whether the error came before the handler ran, since no connection was lent to it. For the error of another handler that it called
    /// that is not known.
    /// </summary>
    /// <param name="handler">The handler.</param>
    /// <param name="error">What ended its run.</param>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is <see langword="null"/>.</exception>
    public static bool IsCertain(HandlerDescriptor handler, Exception error) => Errors.TryGetValue(error, out var undone) && undone == handler;

    internal static void Note(HandlerDescriptor handler, Exception error) => Errors.AddOrUpdate(error, handler);
}
