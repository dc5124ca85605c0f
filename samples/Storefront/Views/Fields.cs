using Needs;

namespace Storefront;

/// <summary>Fields of a form: label, what was typed, and what is wrong with it, beside it and for those who hear the page.</summary>
public sealed class Fields(FormErrors errors)
{
    /// <summary>All that is wrong, at the top and focused there, with links to the fields.</summary>
    public Html Problems() => errors.Count == 0 ? Html.Empty : Html.Of($"""
        <div class="problems" role="alert" tabindex="-1" autofocus>
          <h2>Please look at {(errors.Count == 1 ? "this" : "these")} again</h2>
          <ul>{Html.Each(errors, error => Html.Of($"""<li><a href="#{error.Field}">{error.Message}</a></li>"""))}</ul>
        </div>
        """);

    public Html Text(string name, string label, string? typed, Html attributes) => Field(name, label, Html.Of(
        $"""<input id="{name}" name="{name}" value="{typed}" {attributes}{State(name)}>"""));

    /// <param name="typed">A browser drops the first line break of a text area: it gets one to drop.</param>
    public Html Area(string name, string label, string? typed, Html attributes) => Field(name, label, Html.Of(
        $"""<textarea id="{name}" name="{name}" {attributes}{State(name)}>{"\n"}{typed}</textarea>"""));

    public Html Select(string name, string label, Html options, Html attributes) => Field(name, label, Html.Of(
        $"""<select id="{name}" name="{name}" {attributes}{State(name)}>{options}</select>"""));

    /// <summary>What is wrong with a field, or with a group of fields as a whole.</summary>
    public Html Wrong(string name) => errors.Has(name)
        ? Html.Of($"""<p class="wrong" id="{name}-error">{string.Join(" ", errors[name])}</p>""")
        : Html.Empty;

    private Html Field(string name, string label, Html control) => Html.Of($"""
        <div class="field">
          <label for="{name}">{label}</label>
          {control}
          {Wrong(name)}
        </div>
        """);

    private Html State(string name) => errors.Has(name)
        ? Html.Of($""" aria-invalid="true" aria-describedby="{name}-error" """)
        : Html.Empty;
}
