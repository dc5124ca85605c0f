using System.Buffers.Binary;
using System.Text;

namespace Needs.Testing.Faults;

/// <summary>
/// Follows one conversation between a client and a MySQL server and says what each packet is for. It knows text commands, also sent
/// ahead of their answers; no TLS, compression or prepared statements.
/// </summary>
internal sealed class MySqlDialog
{
    private const int HeaderLength = 4;
    private const int LongestPayload = 0xFFFFFF;
    private const byte Ok = 0x00, EndOfRows = 0xFE, Error = 0xFF;
    private const uint DeprecateEof = 1 << 24;
    private const int MoreResults = 8;

    private readonly Lock _gate = new();
    private readonly Queue<MySqlStep> _commands = new();
    private readonly bool[] _goesOn = new bool[2];
    private readonly MySqlStep[] _last = new MySqlStep[2];
    private bool _isGreeted;
    private bool _isLoggedIn;
    private bool _endsColumns = true;
    private Expected _expected;
    private ulong _columnsLeft;

    private enum Expected
    {
        Header,
        Columns,
        ColumnsEnd,
        Rows,
    }

    /// <summary>The length of the packet that the bytes begin with, its header included; 0 when they don't hold all of it.</summary>
    public static int PacketLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength) return 0;
        var length = HeaderLength + PayloadLength(bytes);
        return length <= bytes.Length ? length : 0;
    }

    public MySqlStep See(Direction direction, ReadOnlySpan<byte> packet)
    {
        lock (_gate)
        {
            ref var last = ref _last[(int)direction];
            ref var goesOn = ref _goesOn[(int)direction];
            if (!goesOn) last = direction == Direction.ToServer ? SeeClient(packet[3], packet[HeaderLength..]) : SeeServer(packet[HeaderLength..]);
            goesOn = PayloadLength(packet) == LongestPayload;
            return last;
        }
    }

    private static int PayloadLength(ReadOnlySpan<byte> packet) => packet[0] | (packet[1] << 8) | (packet[2] << 16);

    private MySqlStep SeeClient(byte sequence, ReadOnlySpan<byte> payload)
    {
        if (!_isLoggedIn)
        {
            if (sequence == 1) _endsColumns = (BinaryPrimitives.ReadUInt32LittleEndian(payload) & DeprecateEof) == 0;
            return MySqlStep.Login;
        }

        // A later packet of the login that a change of users asks for.
        if (sequence > 0) return _last[(int)Direction.ToServer];

        var step = StepOf(payload);
        if (step != MySqlStep.Quit) _commands.Enqueue(step);
        return step;
    }

    private static MySqlStep StepOf(ReadOnlySpan<byte> payload) => payload[0] switch
    {
        0x01 => MySqlStep.Quit,
        0x03 => StepOf(Encoding.UTF8.GetString(payload[1..])),
        0x0E or 0x11 or 0x1F => MySqlStep.Check,
        0x02 => MySqlStep.Setup,
        var command => throw new NotSupportedException($"The tests' proxy does not know the command 0x{command:X2}."),
    };

    private static MySqlStep StepOf(string sql)
    {
        if (Begins("start transaction") || Begins("begin")) return MySqlStep.Begin;
        if (Begins("commit")) return MySqlStep.Commit;
        if (Begins("rollback")) return MySqlStep.Rollback;
        return Begins("set ") || Begins("show ") || Begins("kill ") || Has("@@") || Has("timediff(") ? MySqlStep.Setup : MySqlStep.Command;

        bool Begins(string word) => sql.StartsWith(word, StringComparison.OrdinalIgnoreCase);
        bool Has(string word) => sql.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    private MySqlStep SeeServer(ReadOnlySpan<byte> payload)
    {
        if (!_isGreeted)
        {
            _isGreeted = true;
            return MySqlStep.Greeting;
        }

        if (!_isLoggedIn)
        {
            _isLoggedIn = payload[0] == Ok;
            return MySqlStep.LoginAnswer;
        }

        // What a server says unasked: that it goes, for one.
        if (!_commands.TryPeek(out var command)) return MySqlStep.AnswerHeader;
        var part = command == MySqlStep.Check ? SeeCheck(payload) : SeeAnswer(payload);
        return command switch
        {
            MySqlStep.Command => part,
            MySqlStep.Begin => MySqlStep.BeginAnswer,
            MySqlStep.Commit => MySqlStep.CommitAnswer,
            MySqlStep.Rollback => MySqlStep.RollbackAnswer,
            MySqlStep.Check => MySqlStep.CheckAnswer,
            _ => MySqlStep.SetupAnswer,
        };
    }

    /// <summary>A change of users may ask for more of a login before it ends.</summary>
    private MySqlStep SeeCheck(ReadOnlySpan<byte> payload)
    {
        if (payload[0] is Ok or Error) End(hasMore: false);
        return MySqlStep.CheckAnswer;
    }

    private MySqlStep SeeAnswer(ReadOnlySpan<byte> payload)
    {
        switch (_expected)
        {
            case Expected.Columns:
                if (--_columnsLeft == 0) _expected = _endsColumns ? Expected.ColumnsEnd : Expected.Rows;
                return MySqlStep.Columns;
            case Expected.ColumnsEnd:
                _expected = Expected.Rows;
                return MySqlStep.Columns;
            case Expected.Rows when payload[0] == Error:
                End(hasMore: false);
                return MySqlStep.RowsEnd;
            case Expected.Rows when payload[0] == EndOfRows && (_endsColumns ? payload.Length < 9 : payload.Length < LongestPayload):
                End(_endsColumns ? HasMore(payload[3..]) : HasMoreAfterOk(payload));
                return MySqlStep.RowsEnd;
            case Expected.Rows:
                return MySqlStep.Row;
            default:
                SeeHeader(payload);
                return MySqlStep.AnswerHeader;
        }
    }

    private void SeeHeader(ReadOnlySpan<byte> payload)
    {
        switch (payload[0])
        {
            case Ok:
                End(HasMoreAfterOk(payload));
                break;
            case Error:
                End(hasMore: false);
                break;
            default:
                _columnsLeft = ReadNumber(ref payload);
                _expected = Expected.Columns;
                break;
        }
    }

    private void End(bool hasMore)
    {
        _expected = Expected.Header;
        if (!hasMore) _commands.Dequeue();
    }

    private static bool HasMoreAfterOk(ReadOnlySpan<byte> payload)
    {
        payload = payload[1..];
        ReadNumber(ref payload);
        ReadNumber(ref payload);
        return HasMore(payload);
    }

    private static bool HasMore(ReadOnlySpan<byte> status) => (BinaryPrimitives.ReadUInt16LittleEndian(status) & MoreResults) != 0;

    private static ulong ReadNumber(ref ReadOnlySpan<byte> bytes)
    {
        var length = bytes[0] switch { 0xFC => 2, 0xFD => 3, 0xFE => 8, _ => 0 };
        var number = length == 0 ? (ulong)bytes[0] : 0;
        for (var i = length; i > 0; i--) number = (number << 8) | bytes[i];
        bytes = bytes[(length + 1)..];
        return number;
    }
}
