namespace Needs.Package.Tests;

internal sealed record CommandResult(string Command, int ExitCode, string Output)
{
    public CommandResult MustSucceed() =>
        ExitCode == 0 ? this : throw new InvalidOperationException($"{Command} ended with {ExitCode}:\n{Output}");
}
