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

namespace Shop;

public abstract partial class Base
{
    [NeedsDb] public abstract Task Abstract(FakeConnection db);
    [NeedsDb] public virtual Task Virtual(FakeConnection db) => Task.CompletedTask;
    [NeedsDb] public Task Hidden(FakeConnection db) => Task.CompletedTask;
    public virtual Task Plain(FakeConnection db) => Task.CompletedTask;
    public virtual int TakesDatabase(Database db) => 1;
}

public partial class Derived : Base
{
    public override Task Abstract(FakeConnection db) => Task.CompletedTask;
    public sealed override Task Virtual(FakeConnection db) => Task.CompletedTask;
    [NeedsDb] public new Task Hidden(FakeConnection db) => Task.CompletedTask;
    [NeedsDb] public override Task Plain(FakeConnection db) => Task.CompletedTask;
    [NeedsDb] public int TakesDatabase(FakeConnection db) => 1;
}
