using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Needs.Analyzers.Diagnostics;
using Needs.Analyzers.Flow;

namespace Needs.Analyzers.Leaks;

/// <summary>Finds commands in local variables that are never disposed nor handed on. Off by default: a lost command holds no session.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CommandAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [LeakDescriptors.Command];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var types = new DatabaseTypes(start.Compilation, TrackedNames.Read(start.Compilation, start.Options.AnalyzerConfigOptionsProvider));
            if (types.Any)
                start.RegisterOperationAction(operation => Check(operation, types), OperationKind.VariableDeclarator);
        });
    }

    private static void Check(OperationAnalysisContext context, DatabaseTypes types)
    {
        var declarator = (IVariableDeclaratorOperation)context.Operation;
        if (types.KindOf(declarator.Symbol.Type) != TrackedKind.Command
            || declarator.GetVariableInitializer()?.Value is not { } value || !IsCreation(value)
            || declarator.Parent?.Parent is IUsingOperation or { Parent: IUsingOperation or IUsingDeclarationOperation })
        {
            return;
        }

        var scope = declarator.Parent;
        while (scope?.Parent is not null and not IBlockOperation)
            scope = scope.Parent;
        if (scope?.Parent is null || scope.Parent.Descendants().Any(operation => Keeps(operation, declarator.Symbol)))
            return;

        context.ReportDiagnostic(Diagnostic.Create(LeakDescriptors.Command, declarator.Symbol.Locations[0], declarator.Symbol.Name));
    }

    private static bool IsCreation(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value is IObjectCreationOperation or IInvocationOperation { TargetMethod.Name: "CreateCommand" or "CreateBatch" };
    }

    /// <summary>Whether an operation disposes the command or gives it to somebody: then it is their business.</summary>
    private static bool Keeps(IOperation operation, ILocalSymbol command)
    {
        if (operation is not ILocalReferenceOperation { Local: var local } || !SymbolEqualityComparer.Default.Equals(local, command))
            return false;

        var parent = operation.Parent;
        while (parent is IConversionOperation or IConditionalAccessOperation)
            parent = parent.Parent;
        return parent switch
        {
            IInvocationOperation call => CallTable.IsDispose(call.TargetMethod),
            IPropertyReferenceOperation or IMemberReferenceOperation => false,
            IArgumentOperation { Parent: IInvocationOperation or IObjectCreationOperation } => true,
            ISimpleAssignmentOperation assignment => assignment.Value.Syntax.Span.Contains(operation.Syntax.Span),
            IReturnOperation or IUsingOperation or ITupleOperation or IVariableInitializerOperation or IArrayInitializerOperation => true,
            _ => false,
        };
    }
}
