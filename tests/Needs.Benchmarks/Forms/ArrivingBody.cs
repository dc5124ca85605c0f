namespace Needs.Benchmarks.Forms;

/// <summary>A body that can be read once, as one from the network: of a seekable one ASP.NET Core would keep nothing.</summary>
internal sealed class ArrivingBody(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    public override bool CanSeek => false;
}
