using Needs;

namespace Consumer;

internal static class Answers
{
    [NeedsDb]
    public static int Get(TinyConnection db) => db.Answer;
}
