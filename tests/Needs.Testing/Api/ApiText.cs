using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Needs.Testing;

/// <summary>Writes types and members much as C# declares them.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static IEnumerable<string> Lines(Type type) =>
        Members(type).Order(StringComparer.Ordinal).Select(member => $"{Name(type)}.{member}").Prepend(Header(type));

    private static string Header(Type type)
    {
        IEnumerable<string> bases = Interfaces(type).Select(Name).Order(StringComparer.Ordinal);
        if (type.BaseType is { } parent && type is { IsClass: true } && parent != typeof(object) && !IsDelegate(type))
            bases = bases.Prepend(Name(parent));
        var list = string.Join(", ", bases);
        return $"{Kind(type)} {Name(type)}{(list.Length == 0 || type.IsEnum ? "" : " : " + list)}";
    }

    private static IEnumerable<Type> Interfaces(Type type) => type.GetInterfaces()
        .Except(type.BaseType?.GetInterfaces() ?? [])
        .Where(contract => contract.IsPublic);

    private static string Kind(Type type)
    {
        if (type.IsEnum) return "enum";
        if (type.IsInterface) return "interface";
        if (IsDelegate(type)) return "delegate";
        if (type.IsValueType)
        {
            var readOnly = type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "";
            return $"{readOnly}{(type.IsByRefLike ? "ref " : "")}struct";
        }

        return type switch
        {
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
                yield return $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}";
            yield break;
        }

        foreach (var field in type.GetFields(Declared).Where(field => Visible(field.Attributes)))
        {
            var constant = field.IsLiteral ? $" = {Value(field.GetRawConstantValue())}" : "";
            var kind = field.IsLiteral ? "const " : Static(field.IsStatic) + (field.IsInitOnly ? "readonly " : "");
            yield return $"{field.Name}: {kind}{Typed(Nullability.Create(field))}{constant}";
        }

        foreach (var constructor in type.GetConstructors(Declared).Where(method => Visible(method) && !IsDelegate(type)))
            yield return $"ctor({Parameters(constructor)})";

        foreach (var property in type.GetProperties(Declared))
        {
            var accessors = property.GetAccessors(nonPublic: true).Where(Visible).ToList();
            if (accessors.Count == 0) continue;
            var index = property.GetIndexParameters().Length == 0 ? "" : $"[{Parameters(property.GetIndexParameters())}]";
            yield return $"{property.Name}{index}: {Modifiers(accessors[0])}{Typed(Nullability.Create(property))} " +
                $"{{ {string.Concat(accessors.Select(accessor => Accessor(accessor) + " ").Order(StringComparer.Ordinal))}}}";
        }

        foreach (var happening in type.GetEvents(Declared).Where(happening => Visible(happening.AddMethod!)))
            yield return $"{happening.Name}: {Modifiers(happening.AddMethod!)}event {Typed(Nullability.Create(happening))}";

        foreach (var method in type.GetMethods(Declared).Where(IsListed))
        {
            yield return $"{method.Name}{Generics(method)}({Parameters(method)}): {Modifiers(method)}" +
                $"{Typed(Nullability.Create(method.ReturnParameter))}{Constraints(method)}";
        }
    }

    private static bool IsListed(MethodInfo method) => Visible(method) && (IsDelegate(method.DeclaringType!)
        ? method.Name == nameof(Action.Invoke)
        : !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static bool Visible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static bool Visible(MethodBase method) =>
        (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !(method.DeclaringType!.IsSealed && !method.IsPublic);

    private static string Accessor(MethodInfo accessor)
    {
        if (accessor.ReturnType != typeof(void)) return "get;";
        return accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;";
    }

    private static string Modifiers(MethodBase method)
    {
        if (method.IsStatic) return "static ";
        if (method.IsFamily || method.IsFamilyOrAssembly) return "protected " + Inheritance(method);
        return Inheritance(method);
    }

    private static string Inheritance(MethodBase method) => method switch
    {
        { DeclaringType.IsInterface: true } => "",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } when (method.Attributes & MethodAttributes.NewSlot) == 0 => "override ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + Parameters(method.GetParameters());

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var prefix = parameter switch
        {
            { IsOut: true, ParameterType.IsByRef: true } => "out ",
            { IsIn: true, ParameterType.IsByRef: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) => "params ",
            _ => "",
        };
        var defaultValue = parameter.HasDefaultValue ? $" = {Value(parameter.RawDefaultValue)}" : "";
        return $"{prefix}{Typed(Nullability.Create(parameter))} {parameter.Name}{defaultValue}";
    }

    private static string Value(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Constraints(MethodInfo method)
    {
        if (!method.IsGenericMethod) return "";
        return string.Concat(method.GetGenericArguments().Select(argument =>
        {
            var special = argument.GenericParameterAttributes switch
            {
                var flags when flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) => ["class"],
                var flags when flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) => ["struct"],
                _ => Array.Empty<string>(),
            };
            var types = argument.GetGenericParameterConstraints().Where(type => type != typeof(ValueType));
            var all = special.Concat(types.Select(Name)).ToList();
            return all.Count == 0 ? "" : $" where {argument.Name} : {string.Join(", ", all)}";
        }));
    }

    private static string Typed(NullabilityInfo info)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        var mark = !type.IsValueType && Maybe(info) ? "?" : "";
        if (type.IsArray && info.ElementType is { } element) return $"{Typed(element)}[]{mark}";
        if (!type.IsGenericType || info.GenericTypeArguments.Length == 0) return Name(type) + mark;
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value) + "?";
        return $"{Bare(type)}<{string.Join(", ", info.GenericTypeArguments.Select(Typed))}>{mark}";
    }

    private static bool Maybe(NullabilityInfo info) =>
        info.ReadState == NullabilityState.Nullable || info.WriteState == NullabilityState.Nullable;

    private static string Name(Type type)
    {
        if (type.IsGenericParameter) return type.Name;
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value) + "?";
        return type.IsGenericType ? $"{Bare(type)}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : Bare(type);
    }

    private static string Bare(Type type)
    {
        var name = type.Name.Split('`')[0];
        if (Keyword(type) is { } keyword) return keyword;
        return type.DeclaringType is { } outer ? $"{Bare(outer)}.{name}" : $"{type.Namespace}.{name}";
    }

    private static string? Keyword(Type type) => type switch
    {
        _ when type == typeof(void) => "void",
        _ when type == typeof(bool) => "bool",
        _ when type == typeof(int) => "int",
        _ when type == typeof(long) => "long",
        _ when type == typeof(string) => "string",
        _ when type == typeof(object) => "object",
        _ => null,
    };

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(Delegate));
}
