using System.Runtime.InteropServices;
using System.Text;

namespace Needs;

/// <summary>
/// The names of fields, which are the same in every request: short ones are kept, so that most forms allocate none. However many different
/// names are sent, there is only so much room; a name gives way to the next that falls on its place.
/// </summary>
internal static class KnownNames
{
    private const int Places = 1024;
    private const int Longest = 32;

    private static readonly string?[] Names = new string?[Places];

    /// <summary>The name as a string; <see langword="null"/> when it is long, or not of ASCII only.</summary>
    public static string? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > Longest) return null;
        ref var place = ref Names[Hash(name) % Places];
        var known = Volatile.Read(ref place);
        if (known is not null && Ascii.Equals(name, known)) return known;
        if (!Ascii.IsValid(name)) return null;
        var added = Encoding.ASCII.GetString(name);
        Volatile.Write(ref place, added);
        return added;
    }

    private static uint Hash(ReadOnlySpan<byte> name)
    {
        const ulong factor = 0x9E3779B97F4A7C15;
        var hash = (ulong)name.Length;
        for (; name.Length > 8; name = name[8..]) hash = (hash ^ MemoryMarshal.Read<ulong>(name)) * factor;
        return (uint)((Mix(hash, name) * factor) >> 40);
    }

    private static ulong Mix(ulong hash, ReadOnlySpan<byte> end)
    {
        if (end.Length == 8) return hash ^ MemoryMarshal.Read<ulong>(end);
        if (end.Length >= 4) return hash ^ MemoryMarshal.Read<uint>(end) ^ ((ulong)MemoryMarshal.Read<uint>(end[^4..]) << 32);
        return hash ^ end[0] ^ ((ulong)end[end.Length / 2] << 8) ^ ((ulong)end[^1] << 16);
    }
}
