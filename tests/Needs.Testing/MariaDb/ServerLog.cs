using System.Diagnostics;

namespace Needs.Testing.MariaDb;

/// <summary>What a server writes while it starts, read from where the last wait ended.</summary>
internal sealed class ServerLog(string path)
{
    private const string Aborting = "[ERROR] Aborting";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private int _read;

    public string Path => path;

    /// <summary>Waits until the server has said all of this.</summary>
    /// <exception cref="InvalidOperationException">The server gave up.</exception>
    /// <exception cref="TimeoutException">Three minutes have passed.</exception>
    public Task UntilAsync(params string[] texts) => UntilAsync(() => Has(texts), $"say '{string.Join("', '", texts)}'");

    public async Task UntilAsync(Func<bool> isTrue, string what)
    {
        var start = Stopwatch.StartNew();
        while (!isTrue())
        {
            if (start.Elapsed > Patience) throw new TimeoutException($"mariadbd did not {what} in {Patience}. Its log:\n{Read()}");
            await Task.Delay(20);
        }
    }

    private bool Has(string[] texts)
    {
        var all = Read();
        var news = all[_read..];
        if (news.Contains(Aborting, StringComparison.Ordinal)) throw new InvalidOperationException($"mariadbd did not start:\n{news}");
        if (!Array.TrueForAll(texts, text => news.Contains(text, StringComparison.Ordinal))) return false;
        _read = all.Length;
        return true;
    }

    private string Read()
    {
        if (!File.Exists(path)) return "";
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
