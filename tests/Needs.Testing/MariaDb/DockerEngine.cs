using System.Net.Sockets;

namespace Needs.Testing.MariaDb;

/// <summary>Asks for the Docker engine, quickly: a client without an engine is common, and Testcontainers takes its time to find out.</summary>
internal static class DockerEngine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { Timeout = Patience };
            using var answer = await client.GetAsync(new Uri("http://docker/_ping"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or UriFormatException)
        {
            return false;
        }
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = new Uri(Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } set ? set : "unix:///var/run/docker.sock");
        var isUnix = host.Scheme == "unix";
        var socket = isUnix ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (isUnix) await socket.ConnectAsync(new UnixDomainSocketEndPoint(host.AbsolutePath), cancellationToken);
            else await socket.ConnectAsync(host.Host, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
