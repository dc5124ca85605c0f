using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Docs;

/// <summary>The page says what the code does.</summary>
public sealed partial class OperationsPageTests
{
    [Fact]
    public async Task LogMessages_AreThoseOfTheTable()
    {
        var page = await File.ReadAllTextAsync(RepositoryFiles.PathOf("docs/operations.md"));
        var listed = Row().Matches(page).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}");

        var logged = typeof(NeedsOptions).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .Where(message => message?.Level >= LogLevel.Information)
            .OrderBy(message => message!.EventId)
            .Select(message => $"{message!.EventId} {message.Level.ToString().ToLowerInvariant()}");

        Assert.Equal(logged, listed);
    }

    [GeneratedRegex(@"^\| (\d+) \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
