using System.Net;
using System.Net.Sockets;

namespace Needs.Testing.MariaDb;

/// <summary>Finds a loopback port below those that the system gives to clients, so that none takes it while a server restarts.</summary>
internal static class FreePort
{
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(20000, 32000);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try another.
            }
        }
    }
}
