using System.Threading;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

namespace Shop;

public static partial class Guests
{
    [NeedsDb(Transaction = true), NeedsForm]
    public static Task<int> SignUp(FakeConnection db, FormData form, CancellationToken ct) => Task.FromResult(form.Count);

    [NeedsForm]
    public static int Count(FormData form) => form.Count;
}
