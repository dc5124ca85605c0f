using Verify = Needs.Analyzers.Tests.Leaks.Fixes.FixVerifier<Needs.CodeFixes.Leaks.OwnerCodeFix>;

namespace Needs.Analyzers.Tests.Leaks.Fixes;

/// <summary>A field is disposed with the object that opened it.</summary>
public class OwnerTests
{
    [Fact]
    public Task ClassWithoutDispose_BecomesDisposable() =>
        Verify.FileAsync(
            """
            sealed class Session // of one user
            {
                private readonly MySqlConnection _c;

                // Opens it.
                public Session() => {|NEEDS104:_c|} = Open();
            }

            class Log<T>
                where T : class
            {
                private MySqlConnection? _c;

                public void Start()
                {
                    {|NEEDS104:_c|} = Open();
                }
            }

            class Base : List<int>
            {
                public Base()
                {
                    {|NEEDS104:Connection|} = Open();
                }

                private MySqlConnection Connection { get; }
            }

            """,
            """
            sealed class Session : IDisposable // of one user
            {
                private readonly MySqlConnection _c;

                // Opens it.
                public Session() => _c = Open();

                public void Dispose() => _c.Dispose();
            }

            class Log<T> : IDisposable
                where T : class
            {
                private MySqlConnection? _c;

                public void Start()
                {
                    _c = Open();
                }

                public void Dispose() => _c?.Dispose();
            }

            class Base : List<int>, IDisposable
            {
                public Base()
                {
                    Connection = Open();
                }

                private MySqlConnection Connection { get; }

                public void Dispose() => Connection.Dispose();
            }

            """);

    [Fact]
    public Task FileWithoutUsings_GetsOne() =>
        Verify.OldFileAsync(
            """
            using MySqlConnector;

            class Session
            {
                private readonly MySqlConnection _c;

                public Session(string settings)
                {
                    {|NEEDS104:_c|} = new MySqlConnection(settings);
                    _c.Open();
                }
            }

            """,
            """
            using System;
            using MySqlConnector;

            class Session : IDisposable
            {
                private readonly MySqlConnection _c;

                public Session(string settings)
                {
                    _c = new MySqlConnection(settings);
                    _c.Open();
                }

                public void Dispose() => _c?.Dispose();
            }

            """);

    [Fact]
    public Task ExistingDispose_IsExtended() =>
        Verify.FileAsync(
            """
            class Session : IDisposable
            {
                private readonly MySqlConnection _read = Open();
                private readonly MySqlConnection _write;
                private bool _isDisposed;

                public Session() => {|NEEDS104:_write|} = Open();

                public void Dispose()
                {
                    if (_isDisposed)
                        return;

                    _isDisposed = true;
                    _read.Dispose();
                    GC.SuppressFinalize(this);
                }
            }

            class Short : IDisposable
            {
                private readonly MySqlConnection _read = Open();
                private readonly MySqlConnection _write;

                public Short()
                {
                    {|NEEDS104:_write|} = Open();
                }

                void IDisposable.Dispose() => _read.Dispose();
            }

            """,
            """
            class Session : IDisposable
            {
                private readonly MySqlConnection _read = Open();
                private readonly MySqlConnection _write;
                private bool _isDisposed;

                public Session() => _write = Open();

                public void Dispose()
                {
                    if (_isDisposed)
                        return;

                    _isDisposed = true;
                    _read.Dispose();
                    _write.Dispose();
                    GC.SuppressFinalize(this);
                }
            }

            class Short : IDisposable
            {
                private readonly MySqlConnection _read = Open();
                private readonly MySqlConnection _write;

                public Short()
                {
                    _write = Open();
                }

                void IDisposable.Dispose()
                {
                    _read.Dispose();
                    _write.Dispose();
                }
            }

            """);

    [Fact]
    public Task DisposeOfBool_IsExtendedWhereItDisposes() =>
        Verify.FileAsync(
            """
            class Session : IDisposable
            {
                private readonly MySqlConnection _read = Open();
                private readonly MySqlConnection _write;

                public Session() => {|NEEDS104:_write|} = Open();

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                    {
                        _read.Dispose();
                    }
                }
            }

            class Short : Session
            {
                private MySqlConnection? _more;

                public void Start() => {|NEEDS104:_more|} = Open();

                protected override void Dispose(bool disposing)
                {
                    Say(disposing);
                    base.Dispose(disposing);
                }
            }

            """,
            """
            class Session : IDisposable
            {
                private readonly MySqlConnection _read = Open();
                private readonly MySqlConnection _write;

                public Session() => _write = Open();

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                    {
                        _read.Dispose();
                        _write.Dispose();
                    }
                }
            }

            class Short : Session
            {
                private MySqlConnection? _more;

                public void Start() => _more = Open();

                protected override void Dispose(bool disposing)
                {
                    Say(disposing);
                    if (disposing)
                        _more?.Dispose();
                    base.Dispose(disposing);
                }
            }

            """);

    [Fact]
    public Task DisposeAsync_IsExtendedToo() =>
        Verify.FileAsync(
            """
            class Session : IAsyncDisposable
            {
                private readonly MySqlConnection _read = Open();
                private MySqlConnection? _write;

                public async Task StartAsync() => {|NEEDS104:_write|} = await OpenAsync();

                public async ValueTask DisposeAsync()
                {
                    await _read.DisposeAsync();
                }
            }

            class Both : IDisposable, IAsyncDisposable
            {
                private readonly MySqlConnection _read = Open();
                private readonly MySqlConnection _write;

                public Both() => {|NEEDS104:_write|} = Open();

                public void Dispose() => _read.Dispose();

                public ValueTask DisposeAsync() => _read.DisposeAsync();
            }

            """,
            """
            class Session : IAsyncDisposable
            {
                private readonly MySqlConnection _read = Open();
                private MySqlConnection? _write;

                public async Task StartAsync() => _write = await OpenAsync();

                public async ValueTask DisposeAsync()
                {
                    await _read.DisposeAsync();
                    if (_write != null)
                        await _write.DisposeAsync();
                }
            }

            class Both : IDisposable, IAsyncDisposable
            {
                private readonly MySqlConnection _read = Open();
                private readonly MySqlConnection _write;

                public Both() => _write = Open();

                public void Dispose()
                {
                    _read.Dispose();
                    _write.Dispose();
                }

                public ValueTask DisposeAsync()
                {
                    _write.Dispose();
                    return _read.DisposeAsync();
                }
            }

            """);

    [Fact]
    public Task SeveralFields_AreDisposedTogether() =>
        Verify.FileAsync(
            """
            class Session
            {
                private MySqlConnection? _read;
                private MySqlConnection? _write;

                public void StartReading() => {|NEEDS104:_read|} = Open();

                public void StartWriting() => {|NEEDS104:_write|} = Open();
            }

            """,
            """
            class Session : IDisposable
            {
                private MySqlConnection? _read;
                private MySqlConnection? _write;

                public void StartReading() => _read = Open();

                public void StartWriting() => _write = Open();

                public void Dispose()
                {
                    _read?.Dispose();
                    _write?.Dispose();
                }
            }

            """);

    [Fact]
    public Task InheritedDispose_IsOverridden() =>
        Verify.FileAsync(
            """
            class Base : IDisposable
            {
                public virtual void Dispose() => Say(null);
            }

            class Reader : Base
            {
                private readonly MySqlConnection _c;

                public Reader()
                {
                    {|NEEDS104:_c|} = Open();
                }
            }

            class View : System.ComponentModel.Component
            {
                private MySqlConnection? _c;

                public void Start() => {|NEEDS104:_c|} = Open();
            }

            """,
            """
            class Base : IDisposable
            {
                public virtual void Dispose() => Say(null);
            }

            class Reader : Base
            {
                private readonly MySqlConnection _c;

                public Reader()
                {
                    _c = Open();
                }

                public override void Dispose()
                {
                    _c.Dispose();
                    base.Dispose();
                }
            }

            class View : System.ComponentModel.Component
            {
                private MySqlConnection? _c;

                public void Start() => _c = Open();

                protected override void Dispose(bool disposing)
                {
                    if (disposing)
                        _c?.Dispose();

                    base.Dispose(disposing);
                }
            }

            """);

    [Fact]
    public Task InheritedDisposeThatIsFixed_IsLeftAlone() =>
        Verify.NotOfferedAsync(
            """
            class Base : IDisposable
            {
                public void Dispose() => Say(null);
            }

            class Reader : Base
            {
                private readonly MySqlConnection _c;

                public Reader()
                {
                    {|NEEDS104:_c|} = Open();
                }
            }
            """);

    [Fact]
    public Task InitialisedField_IsDisposed() =>
        Verify.FileAsync(
            """
            /// <summary>One user's.</summary>
            public class Session
            {
                private readonly MySqlConnection {|NEEDS104:_c|} = Open();
            }

            """,
            """
            /// <summary>One user's.</summary>
            public class Session : IDisposable
            {
                private readonly MySqlConnection _c = Open();

                /// <inheritdoc/>
                public void Dispose() => _c.Dispose();
            }

            """);

    [Fact]
    public Task Struct_IsLeftAlone() =>
        Verify.NotOfferedAsync(
            """
            struct Reader
            {
                private readonly MySqlConnection _c;

                public Reader(string sql)
                {
                    {|NEEDS104:_c|} = Open();
                }
            }
            """);
}
