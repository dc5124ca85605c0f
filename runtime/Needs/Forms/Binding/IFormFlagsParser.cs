using System.ComponentModel;

namespace Needs.Binding;

/// <summary>Reads a value of an enum with flags.</summary>
/// <typeparam name="T">The enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFormFlagsParser<T> : IFormParser<T>
{
    /// <summary>The flags of both.</summary>
    /// <param name="first">A value.</param>
    /// <param name="second">Another.</param>
    static abstract T Combine(T first, T second);
}
