using System.Data.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Needs;

namespace Storefront;

public static partial class SignUpPages
{
    private const string Title = "Sign up";

    [HttpGet("/customers/sign-up")]
    [NeedsDb]
    public static async Task<Page> Show(DbConnection db, CancellationToken ct = default)
    {
        var countries = await Customers.Countries(db, ct);
        return new Page(Title, () => SignUpView.Show(Form<SignUp>.Empty, countries));
    }

    /// <summary>A <see cref="Form{T}"/> comes good or bad: the page is shown again with what was typed and all that is wrong.</summary>
    [HttpPost("/customers/sign-up")]
    [NeedsDb(Transaction = true, Retries = 3), NeedsForm]
    public static async Task<IResult> Send(
        DbConnection db, DbTransaction tx, Form<SignUp> form, TimeProvider time, CancellationToken ct = default)
    {
        if (!form.IsValid) await tx.RollbackAsync(ct);
        else
        {
            var added = (await NewCustomers.Add(db, tx, form.Value, time, ct)).Result;
            if (added is Created<Customer> { Value.Id: var id }) return new SeeOther($"/customers/{id}");
            form.Errors.AddRefusal(added);
        }

        var countries = await Customers.Countries(db, ct);
        return new Page($"Error: {Title}", () => SignUpView.Show(form, countries), StatusCodes.Status400BadRequest);
    }
}
