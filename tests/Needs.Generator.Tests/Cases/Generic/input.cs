using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

namespace Shop;

public partial class Store<TKey>
    where TKey : notnull
{
    protected partial record Page<T>(int Number)
        where T : class
    {
        [NeedsDb]
        [Obsolete("Use Query.")]
        [return: NotNullIfNotNull(nameof(fallback))]
        internal T? Find<TFilter>(FakeConnection @lock, IReadOnlyDictionary<TKey, T?> known, [StringSyntax("Regex")] string pattern = "^\"$", T? fallback = null)
            where TFilter : struct, IEquatable<T?>
            => fallback;
    }
}
