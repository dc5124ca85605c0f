namespace Needs.Generator;

/// <summary>The names that a generated endpoint declares, apart from all that the handler's signature names.</summary>
internal sealed class EndpointNames
{
    public const string Runtime = "global::Needs.AspNetCore";

    public EndpointNames(HandlerSpec handler)
    {
        var names = new Names(handler);
        Context = names.New("context");
        Request = names.New("__request");
        Handler = names.New("__handler");
        Result = names.New("__result");
        Error = names.New("__error");
        Data = names.New("__data");
        Form = names.New("__form");
        Outcome = names.New("__outcome");
        Attempts = names.New("__attempts");
        Databases = handler.Needs.Select(need => names.New(Numbered("__database", need))).ToList();
        Leases = handler.Needs.Select(need => names.New(Numbered("__lease", need))).ToList();

        string Numbered(string name, NeedSpec need) => handler.Needs.Count == 1 ? name : $"__{Identifiers.Unescape(need.ParameterName)}{char.ToUpperInvariant(name[2])}{name.Substring(3)}";
    }

    public string Context { get; }

    public string Request { get; }

    public string Handler { get; }

    public string Result { get; }

    public string Error { get; }

    /// <summary>The form as it was read, and as it was bound.</summary>
    public string Data { get; }

    public string Form { get; }

    public string Outcome { get; }

    public string Attempts { get; }

    public IReadOnlyList<string> Databases { get; }

    public IReadOnlyList<string> Leases { get; }
}
