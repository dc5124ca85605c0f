using System.Text.Json;

namespace Needs.AspNetCore;

/// <summary>Writes what the page reads each second. Times are in seconds.</summary>
internal static class StatusJson
{
    private const int MostLeases = 200;

    public static void Write(Utf8JsonWriter json, string application, StatusReport report)
    {
        json.WriteStartObject();
        json.WriteString("application", application);
        json.WriteString("machine", Environment.MachineName);
        json.WriteStartArray("databases");
        foreach (var database in report.Databases) Write(json, database);
        json.WriteEndArray();
        json.WriteNumber("tenantCount", report.TenantCount);
        json.WriteStartArray("tenants");
        foreach (var tenant in report.Tenants)
        {
            json.WriteStartObject();
            WriteCounts(json, tenant);
            json.WriteBoolean("troubled", tenant.Troubles.Count > 0);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DatabaseReport report)
    {
        var status = report.Status;
        json.WriteStartObject();
        WriteCounts(json, report);
        json.WriteString("note", report.Note);
        WriteNumber(json, "maxLeases", status.MaxLeases);
        WriteNumber(json, "holdWarning", status.HoldWarning == Timeout.InfiniteTimeSpan ? null : status.HoldWarning.TotalSeconds);
        json.WriteBoolean("suspect", status.IsSuspect);
        json.WriteStartArray("troubles");
        foreach (var trouble in report.Troubles) Write(json, trouble);
        json.WriteEndArray();
        json.WriteStartArray("handlers");
        foreach (var handler in status.Handlers) Write(json, handler);
        json.WriteEndArray();
        json.WriteNumber("leaseCount", status.Leases.Count);
        json.WriteStartArray("leases");
        foreach (var lease in status.Leases.Take(MostLeases)) Write(json, lease);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, DatabaseReport report)
    {
        json.WriteString("name", report.Name);
        json.WriteNumber("held", report.Status.Held);
        json.WriteNumber("waiting", report.Status.Waiting);
    }

    private static void Write(Utf8JsonWriter json, Trouble trouble)
    {
        json.WriteStartObject();
        json.WriteString("kind", trouble.Kind);
        json.WriteString("handler", trouble.Handler);
        json.WriteBoolean("severe", trouble.IsSevere);
        json.WriteString("text", trouble.Text);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, HandlerStatus status)
    {
        json.WriteStartObject();
        json.WriteString("name", status.Handler.Name);
        json.WriteNumber("held", status.Held);
        json.WriteNumber("waiting", status.Waiting);
        json.WriteNumber("heldTime", status.HeldTime.TotalSeconds);
        json.WriteNumber("lent", status.Lent);
        json.WriteNumber("refused", status.Refused);
        json.WriteNumber("retries", status.Retries);
        Write(json, "hold", status.HoldTimes);
        Write(json, "wait", status.WaitTimes);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, DurationHistogram times)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", times.Count);
        json.WriteNumber("p50", times.Percentile(0.5).TotalSeconds);
        json.WriteNumber("p99", times.Percentile(0.99).TotalSeconds);
        json.WriteStartArray("buckets");
        foreach (var bucket in times.Buckets)
        {
            json.WriteStartArray();
            json.WriteNumberValue(bucket.UpperBound.TotalSeconds);
            json.WriteNumberValue(bucket.Count);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LeaseInfo lease)
    {
        json.WriteStartObject();
        json.WriteString("handler", lease.Handler.Name);
        json.WriteNumber("age", lease.Age.TotalSeconds);
        json.WriteNumber("held", lease.Held.TotalSeconds);
        json.WriteBoolean("waiting", lease.IsWaiting);
        json.WriteNumber("attempt", lease.Attempt);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
