using Needs;

namespace Storefront;

public static class SignUpView
{
    public static Html Show(Form<SignUp> form, IReadOnlyList<string> countries)
    {
        var fields = new Fields(form.Errors);
        return Html.Of($"""
            <nav class="crumbs" aria-label="Breadcrumb"><a href="/customers">Customers</a></nav>
            <div class="heading"><h1>Sign up</h1><p>All four, please</p></div>
            {fields.Problems()}
            <form class="form narrow" action="/customers/sign-up" method="post" novalidate>
              {fields.Text("name", "Name", form.Raw("name"), Html.Of($"""required maxlength="100" autocomplete="name" """))}
              {fields.Text("email", "E-mail", form.Raw("email"), Html.Of($"""type="email" required maxlength="120" autocomplete="email" """))}
              {fields.Text("city", "Town", form.Raw("city"), Html.Of($"""required maxlength="60" autocomplete="address-level2" """))}
              {fields.Text("country", "Country", form.Raw("country"), Html.Of($"""required maxlength="60" autocomplete="country-name" list="countries" """))}
              <datalist id="countries">{Html.Each(countries, country => Html.Of($"""<option value="{country}">"""))}</datalist>
              <div class="actions"><button>Sign up</button></div>
            </form>
            """);
    }
}
