using System.Collections;
using System.Linq.Expressions;

namespace Gyo.Extensions.Storing;

/// <summary>What a filter says without looking at a record: captured variables, constants, lists of them.</summary>
internal static class FilterValues
{
    private static readonly Type[] Widening = [typeof(byte), typeof(short), typeof(int), typeof(long), typeof(float), typeof(double)];

    /// <summary>Whether an expression mentions one of some parameters.</summary>
    public static bool DependsOn(Expression expression, params ParameterExpression[] parameters)
    {
        ParameterSearch search = new(parameters);
        search.Visit(expression);
        return search.IsFound;
    }

    /// <summary>The value of an expression that depends on nothing.</summary>
    public static object? Evaluate(Expression expression)
    {
        if (expression is ConstantExpression { Value: var value })
        {
            return value;
        }

        Expression<Func<object?>> lambda = Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object)));
        try
        {
            return lambda.Compile(preferInterpretation: true)();
        }
        catch (Exception e) when (e is ArgumentException or TypeLoadException)
        {
            return lambda.Compile()(); // the interpreter, much the faster for what is used once, knows no spans
        }
    }

    /// <summary>The items of a list that depends on nothing.</summary>
    public static IReadOnlyList<object?> EvaluateItems(Expression expression) => Evaluate(Strip(expression)) is IEnumerable items and not string
        ? [.. items.Cast<object?>()]
        : throw new NotSupportedException($"A filter can't look for a value in '{expression}'; give an array or a list.");

    /// <summary>An expression without conversions around it that change no value: to and from object, to a wider number, to a span.</summary>
    public static Expression Strip(Expression expression) => expression switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert, Operand: var operand } convert when IsSpan(convert.Type) || (convert.Method is null && KeepsValue(operand.Type, convert.Type)) => Strip(operand),
        MethodCallExpression { Method.Name: "op_Implicit", Arguments: [var operand] } call when IsSpan(call.Type) => Strip(operand),
        _ => expression,
    };

    /// <summary>The lambda within a quotation, or null.</summary>
    public static LambdaExpression? Unquote(Expression expression) =>
        (expression is UnaryExpression { NodeType: ExpressionType.Quote, Operand: var quoted } ? quoted : expression) as LambdaExpression;

    /// <summary>What a call looks for and where, if it is a Contains of a list without a comparer of its own.</summary>
    /// <remarks>Since C# 14 an array's is that of spans (https://github.com/dotnet/runtime/issues/109757).</remarks>
    public static (Expression Items, Expression Item)? MatchContains(MethodCallExpression call) => call switch
    {
        { Method.Name: not nameof(Enumerable.Contains) } => null,
        { Object: null, Arguments: [var items, var item] } when IsEnumerableOrSpan(call.Method.DeclaringType) => (items, item),
        { Object: null, Arguments: [var items, var item, ConstantExpression { Value: null }] } when IsEnumerableOrSpan(call.Method.DeclaringType) => (items, item),
        { Object: { } items, Arguments: [var item] } when items.Type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(items.Type) => (items, item),
        _ => null,
    };

    private static bool IsEnumerableOrSpan(Type? type) => type == typeof(Enumerable) || type == typeof(MemoryExtensions);

    private static bool KeepsValue(Type from, Type to)
    {
        from = Nullable.GetUnderlyingType(from) ?? from;
        to = Nullable.GetUnderlyingType(to) ?? to;
        return from == typeof(object) || to.IsAssignableFrom(from) || (Array.IndexOf(Widening, from) is >= 0 and var narrow && narrow < Array.IndexOf(Widening, to));
    }

    private static bool IsSpan(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(Span<>) || definition == typeof(ReadOnlySpan<>));

    private sealed class ParameterSearch(ParameterExpression[] parameters) : ExpressionVisitor
    {
        public bool IsFound { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            IsFound |= parameters.Contains(node);
            return node;
        }
    }
}
