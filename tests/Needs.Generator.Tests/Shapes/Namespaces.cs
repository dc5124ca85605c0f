using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

public partial class Global
{
    [NeedsDb] public Task<int> Find(FakeConnection db) => Task.FromResult(1);
}

public partial class @class
{
    [NeedsDb] public static Task<int> Find(FakeConnection db) => Task.FromResult(1);
}

namespace Shop.@namespace.@record
{
    public partial class Keywords
    {
        [NeedsDb] public Task<int> Find(FakeConnection db) => Task.FromResult(1);
    }
}

namespace Bazaar.System.Threading
{
    public partial class Task
    {
        [NeedsDb] public static global::System.Threading.Tasks.Task Find(FakeConnection db, Task a) => global::System.Threading.Tasks.Task.CompletedTask;
    }
}

namespace Shop
{
    namespace Inner
    {
        public partial class Needs
        {
            [NeedsDb] public Task Database(FakeConnection db) => global::System.Threading.Tasks.Task.CompletedTask;
            private sealed class Lease;
        }
    }

    public partial class Shop
    {
        [NeedsDb] public static Task<Shop> Find(FakeConnection db, Shop a) => global::System.Threading.Tasks.Task.FromResult(a);
        public partial class Inner { [NeedsDb] public static Shop Find(FakeConnection db, Shop a) => a; }
    }
}
