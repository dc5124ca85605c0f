using System.Data.Common;
using System.Text.RegularExpressions;

namespace Needs.AspNetCore;

/// <summary>Checks connection strings without ever repeating what may be a secret in them.</summary>
internal static partial class ConnectionText
{
    /// <summary>Why the driver would refuse the text, or <see langword="null"/> when it reads it.</summary>
    public static string? FindProblem(DbProviderFactory factory, string connectionString)
    {
        try
        {
            var reader = factory.CreateConnectionStringBuilder() ?? new DbConnectionStringBuilder();
            reader.ConnectionString = connectionString;
            return null;
        }
        catch (Exception refused)
        {
            return Mask(refused.Message, connectionString);
        }
    }

    /// <summary>
    /// Hides every word of <paramref name="message"/> that occurs in the text after the first password. A password with a
    /// <c>;</c> that is not quoted becomes an option name to the driver, and the driver's message would show it.
    /// </summary>
    public static string Mask(string message, string connectionString)
    {
        var password = PasswordOption().Match(connectionString);
        if (!password.Success)
            return message;
        var secret = connectionString[(password.Index + password.Length)..];
        return Word().Replace(message, word => secret.Contains(word.Value, StringComparison.OrdinalIgnoreCase) ? "***" : word.Value);
    }

    [GeneratedRegex(@"(password|pwd)\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PasswordOption();

    [GeneratedRegex(@"[^\s'"".,;:()]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
