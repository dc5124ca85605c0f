namespace Needs;

/// <summary>What is wrong with one field of a form.</summary>
/// <param name="Field">The field, as a form names it: <c>items[0].zip</c>. Empty when it is the form as a whole.</param>
/// <param name="Code">What a program tells it by: <c>required</c>, <c>invalid</c>, <c>out_of_range</c> and others.</param>
/// <param name="Message">What a person is told. Holds no value that was sent.</param>
public sealed record FormError(string Field, string Code, string Message);
