namespace Needs.Testing.Faults;

/// <summary>What a packet of the MySQL protocol is for. Answers are the server's, the others the client's.</summary>
public enum MySqlStep
{
    Greeting,
    Login,
    LoginAnswer,

    /// <summary>Reset or ping: how a driver sees to it that a pooled connection is alive and clean.</summary>
    Check,
    CheckAnswer,

    /// <summary>What drivers ask and set for themselves: SET NAMES, SHOW, variables of the server.</summary>
    Setup,
    SetupAnswer,
    Begin,
    BeginAnswer,
    Command,

    /// <summary>The first packet of an answer: OK, an error, or the number of columns.</summary>
    AnswerHeader,
    Columns,
    Row,

    /// <summary>The packet after the last row.</summary>
    RowsEnd,
    Commit,
    CommitAnswer,
    Rollback,
    RollbackAnswer,
    Quit,
}
