using System.Text;

namespace Needs.Runtime.Tests.Forms;

/// <summary>The standard's steps, word for word and slow.</summary>
internal static class UrlEncodedReference
{
    public static List<(string Name, string Value)> Parse(byte[] input)
    {
        List<(string, string)> output = [];
        foreach (var sequence in Split(input, (byte)'&'))
        {
            if (sequence.Length == 0) continue;
            var equals = Array.IndexOf(sequence, (byte)'=');
            var (name, value) = equals < 0 ? (sequence, []) : (sequence[..equals], sequence[(equals + 1)..]);
            output.Add((Decode(name), Decode(value)));
        }

        return output;
    }

    private static List<byte[]> Split(byte[] input, byte separator)
    {
        List<byte[]> parts = [];
        var start = 0;
        for (var i = 0; i <= input.Length; i++)
        {
            if (i < input.Length && input[i] != separator) continue;
            parts.Add(input[start..i]);
            start = i + 1;
        }

        return parts;
    }

    private static string Decode(byte[] text)
    {
        List<byte> output = [];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '+')
            {
                output.Add((byte)' ');
            }
            else if (text[i] == '%' && i + 2 < text.Length && IsHex(text[i + 1]) && IsHex(text[i + 2]))
            {
                output.Add(Convert.ToByte(Encoding.ASCII.GetString(text, i + 1, 2), 16));
                i += 2;
            }
            else
            {
                output.Add(text[i]);
            }
        }

        return Encoding.UTF8.GetString([.. output]);
    }

    private static bool IsHex(byte value) => char.IsAsciiHexDigit((char)value);
}
