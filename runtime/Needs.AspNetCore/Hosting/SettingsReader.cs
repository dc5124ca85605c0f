using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Needs.AspNetCore;

/// <summary>
/// Reads the settings of one section. What is missing is <see langword="null"/>; what has no meaning becomes a problem that names its key
/// and what to write.
/// </summary>
internal sealed class SettingsReader(IConfiguration section, string path, List<string> problems)
{
    /// <summary>The longest that timers can wait, rounded down.</summary>
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(49);

    public string? Text(string key)
    {
        foreach (var child in section.GetSection(key).GetChildren())
            problems.Add($"{path}:{key}:{child.Key} is no setting of Needs: {path}:{key} is a single value.");
        return section[key] is { Length: > 0 } text ? text : null;
    }

    /// <summary>Notes where a section was given a value. It is not repeated: it may be a connection string.</summary>
    public void RefuseValue(string key, string example)
    {
        if (section[key] is { Length: > 0 })
            problems.Add($"{path}:{key} has a value, but is a section: set {path}:{key}:{example}, say.");
    }

    public int? Count(string key)
    {
        if (Text(key) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0) return count;
        problems.Add($"{path}:{key} is '{text}': write a number from 1.");
        return null;
    }

    public TimeSpan? Time(string key, bool mayBeZero = false, bool mayBeNever = false)
    {
        if (Text(key) is not { } text) return null;
        if (mayBeNever && text.Equals("Never", StringComparison.OrdinalIgnoreCase)) return Timeout.InfiniteTimeSpan;
        var orNever = mayBeNever ? ", or Never" : "";
        // A number alone would be read as days.
        if (!text.Contains(':', StringComparison.Ordinal) || !TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time))
            problems.Add($"{path}:{key} is '{text}', which is no length of time: write it as hh:mm:ss, such as 00:00:30{orNever}.");
        else if (time < TimeSpan.Zero || time == TimeSpan.Zero && !mayBeZero)
            problems.Add($"{path}:{key} is '{text}': it must be {(mayBeZero ? "zero or more" : "more than zero")}{orNever}.");
        else if (time > LongestTime)
            problems.Add($"{path}:{key} is '{text}': it can be {LongestTime.Days} days at most{orNever}.");
        else
            return time;
        return null;
    }

    public T? Choice<T>(string key)
        where T : struct, Enum
    {
        if (Text(key) is not { } text) return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(text, value.ToString(), StringComparison.OrdinalIgnoreCase)) return value;
        }
        problems.Add($"{path}:{key} is '{text}': write {string.Join(" or ", Enum.GetNames<T>())}.");
        return null;
    }

    public void RefuseOthers(params ReadOnlySpan<string> known)
    {
        foreach (var child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                problems.Add($"{path}:{child.Key} is no setting of Needs: use one of {string.Join(", ", known)}, or remove it.");
        }
    }
}
