using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Needs.Testing.Metering;

/// <summary>Adds up what an analyzer's own code costs, with all that it makes the compiler do. For one thread at a time.</summary>
public sealed class Meter
{
    private readonly Dictionary<IMethodSymbol, TimeSpan> _methods = new(SymbolEqualityComparer.Default);

    public TimeSpan Cpu { get; private set; }

    public long AllocatedBytes { get; private set; }

    /// <summary>The part of <see cref="Cpu"/> that went into single methods.</summary>
    public IReadOnlyDictionary<IMethodSymbol, TimeSpan> Methods => _methods;

    internal Action<T> Around<T>(Action<T> action) => argument =>
    {
        var cpu = ThreadClock.Now;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            action(argument);
        }
        finally
        {
            var taken = ThreadClock.Now - cpu;
            Cpu += taken;
            AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
            if (MethodOf(argument) is { } method) _methods[method] = _methods.GetValueOrDefault(method) + taken;
        }
    };

    private static IMethodSymbol? MethodOf<T>(T context) => context switch
    {
        OperationBlockAnalysisContext block => block.OwningSymbol,
        OperationBlockStartAnalysisContext start => start.OwningSymbol,
        OperationAnalysisContext operation => operation.ContainingSymbol,
        CodeBlockAnalysisContext block => block.OwningSymbol,
        SyntaxNodeAnalysisContext node => node.ContainingSymbol,
        _ => null,
    } as IMethodSymbol;
}
