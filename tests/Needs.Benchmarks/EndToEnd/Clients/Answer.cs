using System.Buffers.Text;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>An HTTP/1.1 response as it arrives: status and body are read off once it is complete.</summary>
internal sealed class Answer
{
    private byte[] _bytes = new byte[4096];
    private int _count;

    public bool IsComplete { get; private set; }

    public int Status { get; private set; }

    /// <summary>The body as it was sent, without its chunks' frames.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    public Memory<byte> Space
    {
        get
        {
            if (_count == _bytes.Length) Array.Resize(ref _bytes, 2 * _count);
            return _bytes.AsMemory(_count);
        }
    }

    public void Clear()
    {
        _count = 0;
        IsComplete = false;
    }

    public void Add(int count)
    {
        _count += count;
        var all = _bytes.AsSpan(0, _count);
        var start = all.IndexOf("\r\n\r\n"u8) + 4;
        if (start < 4) return;
        var head = all[..start];
        var length = head.IndexOf("Content-Length: "u8);
        var end = start;
        if (length >= 0)
        {
            Utf8Parser.TryParse(head[(length + "Content-Length: ".Length)..], out int size, out _);
            if (_count < start + size) return;
            end = start + size;
        }
        else
        {
            // Only once the last bytes may be the end of the last chunk: a large body would be looked through again and again.
            if (!all.EndsWith("0\r\n\r\n"u8) || !TryJoinChunks(start, out end)) return;
        }

        Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int status, out _);
        Status = status;
        Body = _bytes.AsMemory(start, end - start);
        IsComplete = true;
    }

    /// <summary>Moves the chunks together.</summary>
    private bool TryJoinChunks(int start, out int end)
    {
        end = start;
        for (var at = start; ;)
        {
            var chunk = _bytes.AsSpan(at, _count - at);
            var line = chunk.IndexOf("\r\n"u8);
            if (line < 0 || !Utf8Parser.TryParse(chunk[..line], out int size, out _, 'x')) return false;
            if (size == 0) return true;
            if (chunk.Length < line + size + 4) return false;
            chunk.Slice(line + 2, size).CopyTo(_bytes.AsSpan(end));
            end += size;
            at += line + size + 4;
        }
    }
}
