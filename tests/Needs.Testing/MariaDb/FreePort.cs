using System.Net;
using System.Net.Sockets;

namespace Needs.Testing.MariaDb;

/// <summary>Finds a loopback port below those that the system gives to clients, so that none takes it while a server restarts.</summary>
internal static class FreePort
{
    public static int Find() => Find([IPAddress.Loopback.ToString()]);

    /// <summary>A port that is free at each of these addresses.</summary>
    public static int Find(IEnumerable<string> addresses)
    {
        while (true)
        {
            var port = Random.Shared.Next(20000, 32000);
            if (addresses.All(address => IsFree(IPAddress.Parse(address), port))) return port;
        }
    }

    private static bool IsFree(IPAddress address, int port)
    {
        using var probe = new TcpListener(address, port);
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
