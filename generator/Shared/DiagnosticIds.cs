namespace Needs;

/// <summary>
/// The ids of the rules. In braces, for the shape rules: the arguments of the message, in the order in which <see cref="ShapeProblem"/> carries them.
/// </summary>
internal static class DiagnosticIds
{
    /// <summary>A containing type is not partial. {0} handler, {1} type.</summary>
    public const string ContainingTypeNotPartial = "NEEDS001";

    /// <summary>No parameter is a connection. {0} handler.</summary>
    public const string NoConnectionParameter = "NEEDS002";

    /// <summary>The handler is <c>async void</c>. {0} handler.</summary>
    public const string AsyncVoid = "NEEDS003";

    /// <summary>This kind of method can't be a handler. {0} method, {1} what it is, such as "a local function".</summary>
    public const string NotAHandlerMethod = "NEEDS004";

    /// <summary>A transaction parameter has no connection before it. {0} parameter, {1} handler.</summary>
    public const string TransactionWithoutConnection = "NEEDS005";

    /// <summary>The result can't be handed on. {0} handler, {1} why, a clause such as "it returns by reference".</summary>
    public const string UnsupportedReturn = "NEEDS006";

    /// <summary>The wrapper's signature is taken. {0} handler, {1} signature, {2} by whom, such as "another handler's wrapper".</summary>
    public const string WrapperExists = "NEEDS007";

    /// <summary>A connection or transaction parameter of a form that can't be lent. {0} parameter, {1} how, such as "ref" or "optional".</summary>
    public const string UnsupportedConnectionParameter = "NEEDS008";

    /// <summary>Two connections from one database. {0} handler, {1} database, {2} and {3} the parameters.</summary>
    public const string SameDatabaseTwice = "NEEDS009";

    /// <summary>The handler is <c>[Conditional]</c>. {0} handler.</summary>
    public const string ConditionalHandler = "NEEDS010";

    /// <summary>A containing type is local to its file. {0} handler, {1} type.</summary>
    public const string FileLocalType = "NEEDS011";

    /// <summary>An endpoint's parameter can't be bound. {0} parameter, {1} why.</summary>
    public const string UnbindableParameter = "NEEDS012";

    /// <summary>A route on a handler that can't be mapped: generic, or not accessible. {0} handler, {1} why.</summary>
    public const string UnmappableHandler = "NEEDS013";

    /// <summary>An instance handler whose object can't be built from services. {0} handler, {1} type, {2} why.</summary>
    public const string UnbuildableInstance = "NEEDS014";

    /// <summary>A handler is mapped by its own name. {0} handler, {1} the delegate to pass.</summary>
    public const string HandlerMappedByName = "NEEDS015";

    /// <summary><c>[NeedsDb]</c> stands on a parameter that is no connection. {0} parameter, {1} its type.</summary>
    public const string NotAConnection = "NEEDS016";

    /// <summary>A route attribute without a usable template. {0} handler, {1} why.</summary>
    public const string UnusableRoute = "NEEDS017";

    /// <summary>A route attribute or a form, but Needs.AspNetCore is not referenced. {0} handler.</summary>
    public const string AspNetCoreNotReferenced = "NEEDS018";

    /// <summary><c>[NeedsForm]</c>, but no parameter takes the form. {0} handler.</summary>
    public const string NoFormParameter = "NEEDS019";

    /// <summary>Two parameters take the form. {0} handler, {1} and {2} the parameters.</summary>
    public const string FormTwice = "NEEDS020";

    /// <summary>A form can't be bound to the type. {0} parameter, {1} its type, {2} why.</summary>
    public const string UnbindableForm = "NEEDS021";

    /// <summary>The generator wrote nothing for a valid handler. {0} handler.</summary>
    public const string NotGenerated = "NEEDS022";

    /// <summary>A member of a form's type can't be bound. {0} parameter, {1} path of the member, {2} why.</summary>
    public const string UnbindableMember = "NEEDS023";

    /// <summary>The sink of a form is none, or can't be made. {0} sink, {1} why.</summary>
    public const string UnusableSink = "NEEDS024";

    /// <summary>A connection would be lent while an upload runs. {0} handler, {1} the parameter with the parts.</summary>
    public const string PartsWithConnection = "NEEDS025";

    /// <summary>Retries that can't be honoured. {0} handler, {1} why, a clause with what to do.</summary>
    public const string UnretryableHandler = "NEEDS026";

    /// <summary>A limit that is out of range, or given twice. {0} setting, {1} handler, {2} value, {3} why, a clause.</summary>
    public const string UnusableLimit = "NEEDS027";

    /// <summary>A resource is still open at a normal exit.</summary>
    public const string LeakOnPath = "NEEDS101";

    /// <summary>An exception skips a release.</summary>
    public const string LeakOnException = "NEEDS102";

    /// <summary>The only reference to an open resource is overwritten or dropped.</summary>
    public const string LeakByOverwrite = "NEEDS103";

    /// <summary>A field's resource is never released by its owner.</summary>
    public const string OwnerForgetsField = "NEEDS104";

    /// <summary>A command is not disposed.</summary>
    public const string CommandNotDisposed = "NEEDS105";

    /// <summary>A lent connection outlives its handler.</summary>
    public const string LentEscapes = "NEEDS201";

    /// <summary>What a handler returns needs its connection later.</summary>
    public const string LazyResult = "NEEDS202";

    /// <summary>Two operations may run on one connection at once.</summary>
    public const string ConcurrentUse = "NEEDS203";

    /// <summary>A connection is used after it was closed.</summary>
    public const string UseAfterRelease = "NEEDS204";

    /// <summary>A connection is held while something else is awaited.</summary>
    public const string HeldWhileWaiting = "NEEDS205";

    /// <summary>A second connection is borrowed from the same database while one is held.</summary>
    public const string NestedLoan = "NEEDS206";

    /// <summary>A value of the request becomes part of SQL text.</summary>
    public const string SqlInjection = "NEEDS301";
}
