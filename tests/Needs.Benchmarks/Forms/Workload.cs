using System.Globalization;
using System.Text;

namespace Needs.Benchmarks.Forms;

/// <summary>A request that is sent again and again.</summary>
/// <param name="Name">The name, as results show it.</param>
/// <param name="Form">The form it is for: the last part of the path.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">What the body is.</param>
public sealed record Workload(string Name, string Form, int Status, byte[] Body, string ContentType = "application/x-www-form-urlencoded")
{
    private const string Boundary = "----WebKitFormBoundaryhzFPnxVsUZbtHyCt";
    private const string MultipartType = $"multipart/form-data; boundary={Boundary}";
    private const string Customer = "customer=5f0c8f0e-6a1f-4d9a-9c39-0f3f5a3d2b11";

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("8 scalars, list", "order", 200, Order("quantity=3&price=19.95&delivery=2026-12-24", Customer, "size=medium")),
        new("1 bad field", "order", 400, Order("quantity=three&price=19.95&delivery=2026-12-24", Customer, "size=medium")),
        new("5 bad fields", "order", 400, Order("quantity=three&price=cheap&delivery=tomorrow", "customer=me", "size=huge")),
        new("20 nested items", "basket", 200, Encoding.ASCII.GetBytes(Lines())),
        new("100 tags, 200 unknown", "order", 200, Order("quantity=3&price=19.95&delivery=2026-12-24", Customer, "size=medium" + Many())),
        new("1 KiB file", "upload", 200, Multipart(Encoding.ASCII.GetBytes(new string('~', 1024))), MultipartType),
    ];

    /// <summary>A file of 10 MiB of random bytes. It is counted by the handlers, and not among those that are sent thousands of times.</summary>
    public static Workload LargeFile { get; } = new("10 MiB file", "count", 200, Multipart(RandomBytes(10 * 1024 * 1024)), MultipartType);

    public static Workload Named(string name) => All.Single(workload => workload.Name == name);

    public override string ToString() => Name;

    private static byte[] Order(string numbers, string customer, string size) => Encoding.ASCII.GetBytes(
        $"name=Ada+Lovelace&email=ada%40example.org&{numbers}&gift=true&{customer}&{size}&tags=red&tags=blue&tags=green");

    private static string Lines() => "customer=Ada&" + string.Join('&', Enumerable.Range(0, 20).Select(Line));

    private static string Line(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"lines[{i}].product={1000 + i}&lines[{i}].name=Thing+{i}&lines[{i}].count={i + 1}&lines[{i}].price={i}.50");

    private static string Many() => string.Concat(Enumerable.Range(0, 97).Select(i => $"&tags=tag{i}"))
        + string.Concat(Enumerable.Range(0, 200).Select(i => $"&unknown{i}=value{i}"));

    private static byte[] Multipart(byte[] file)
    {
        var before = Encoding.ASCII.GetBytes(
            $"--{Boundary}\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nHolidays\r\n"
            + $"--{Boundary}\r\nContent-Disposition: form-data; name=\"year\"\r\n\r\n2026\r\n"
            + $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"sea.txt\"\r\nContent-Type: text/plain\r\n\r\n");
        return [.. before, .. file, .. Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n")];
    }

    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
