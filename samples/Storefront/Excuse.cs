using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Storefront;

/// <summary>What can be expected to go wrong while the shop opens, in one sentence each.</summary>
public static class Excuse
{
    /// <returns>Null for what nobody expects: that deserves its stack trace.</returns>
    public static string? For(Exception error, StoreDatabase store) => error switch
    {
        OptionsValidationException when store.ConnectionString.Length == 0 =>
            "--mysql needs a connection string: --mysql \"Server=…;User ID=…;Password=…;Database=…\"",
        OptionsValidationException => error.Message,
        DbException => $"The database ({store.Name}, {store.Place}) said: {error.Message}",
        IOException or SocketException or FormatException =>
            $"The web server said: {error.Message.TrimEnd('.')}. Choose another address: --urls http://localhost:5081",
        _ => null,
    };
}
