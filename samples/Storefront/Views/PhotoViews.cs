namespace Storefront;

public static class PhotoViews
{
    public static Html Portrait(Customer customer) => customer.Photo is { } photo
        ? Html.Of($"""<img class="portrait" src="{photo}" alt="Photo of {customer.Name}" width="88" height="88">""")
        : Html.Of($"""<span class="portrait" aria-hidden="true">{Initials(customer.Name)}</span>""");

    /// <summary>Folded up, unless something was wrong with the photo that was just sent.</summary>
    public static Html Change(Customer customer, string? error) => Html.Of($"""
        <details class="photo"{(error is null ? Html.Empty : Html.Of($" open"))}>
          <summary>{(customer.Photo is null ? "Add a photo" : "Change the photo")}</summary>
          <form action="/customers/{customer.Id}/photo" method="post" enctype="multipart/form-data">
            <div class="field">
              <label for="photo">Photo <small id="photo-hint">JPEG, PNG or WebP, up to {Photo.MostMegabytes} MB</small></label>
              <input id="photo" name="photo" type="file" accept="{Photo.Accepted}" {State(error)}>
              {(error is null ? Html.Empty : Html.Of($"""<p class="wrong" id="photo-error" role="alert">{error}</p>"""))}
            </div>
            <button>Send the photo</button>
          </form>
        </details>
        """);

    private static Html State(string? error) => error is null
        ? Html.Of($"""aria-describedby="photo-hint" """)
        : Html.Of($"""aria-invalid="true" aria-describedby="photo-error photo-hint" autofocus""");

    private static string Initials(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [] ? "" : First(words[0]) + (words.Length > 1 ? First(words[^1]) : "");
    }

    /// <summary>What a reader takes for one character, be it several for a machine.</summary>
    private static string First(string word) => System.Globalization.StringInfo.GetNextTextElement(word).ToUpperInvariant();
}
