using System.Threading;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

namespace Shop;

public partial class Forms
{
    [NeedsDb, NeedsForm]
    public static int OnMethod(FakeConnection db, FormData form) => form.Count;

    [NeedsDb]
    public int OnParameter([NeedsForm(KeepBlankValues = true)] FormData form, FakeConnection db, int id = 1) => form.Count + id;

    [NeedsForm, NeedsDb(Transaction = true)]
    internal static Task<int> Async(FakeConnection db, FakeTransaction tx, in FormData form, CancellationToken ct) => Task.FromResult(form.Count);

    [NeedsForm(Source = FormSource.Both, MaxFields = 10, MaxFileSize = 1L << 40, Antiforgery = Antiforgery.None)]
    private static int Settings([NeedsDb] FakeConnection db, FormData @class) => @class.Count;
}
