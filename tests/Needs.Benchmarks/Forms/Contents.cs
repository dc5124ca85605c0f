namespace Needs.Benchmarks.Forms;

/// <summary>What was found in a large file. All contestants read it to the end, so that none can win by not looking.</summary>
public sealed record Contents(string Title, int Year, long Length, long Blanks)
{
    private const int BufferLength = 64 * 1024;

    /// <summary>The file's length, and how many of its bytes are blanks.</summary>
    public static async Task<Contents> CountAsync(string title, int year, Stream file)
    {
        var buffer = new byte[BufferLength];
        var (length, blanks) = (0L, 0L);
        while (await file.ReadAsync(buffer) is > 0 and var count)
        {
            length += count;
            blanks += buffer.AsSpan(0, count).Count((byte)' ');
        }

        return new Contents(title, year, length, blanks);
    }
}
