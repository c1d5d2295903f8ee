using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.VectorData.ProviderServices;

namespace Gyo.Extensions.Storing;

/// <summary>Makes SQL of a filter over records. Whatever does not depend on the record is evaluated and becomes a parameter.</summary>
/// <param name="record">What the filter calls the record.</param>
/// <param name="model">The records.</param>
/// <param name="schema">Where they lie.</param>
internal sealed class FilterTranslator(ParameterExpression record, CollectionModel model, CollectionSchema schema)
{
    /// <summary>SQLite takes some more parameters than that.</summary>
    private const int MostValues = 30_000;

    private readonly List<object?> _values = [];

    /// <summary>The values of parameters so far.</summary>
    public IReadOnlyList<object?> Values => _values;

    /// <summary>Translates a condition.</summary>
    /// <returns>An expression that is 0 or 1, never null.</returns>
    public string Translate(Expression condition)
    {
        if (!FilterValues.DependsOn(condition, record))
        {
            return FilterValues.Evaluate(condition) is true ? "1" : "0";
        }

        return condition switch
        {
            BinaryExpression { NodeType: ExpressionType.AndAlso } both => $"({Translate(both.Left)} AND {Translate(both.Right)})",
            BinaryExpression { NodeType: ExpressionType.OrElse } either => $"({Translate(either.Left)} OR {Translate(either.Right)})",
            UnaryExpression { NodeType: ExpressionType.Not } not => $"(NOT {Translate(not.Operand)})",
            BinaryExpression comparison when OperatorOf(comparison.NodeType) is { } sign => Compare(comparison, sign),
            MemberExpression { Member.Name: "HasValue", Expression: { } nullable } when Bind(nullable) is { } property => $"({Column(property)} IS NOT NULL)",
            MethodCallExpression call when TranslateCall(call) is { } sql => sql,
            _ when Bind(condition) is { } property && ScalarOf(property).Family == "truth" => $"ifnull({Column(property)}, 0)",
            _ => throw Untranslatable(condition),
        };
    }

    private static string? OperatorOf(ExpressionType type) => type switch
    {
        ExpressionType.Equal => "IS",
        ExpressionType.NotEqual => "IS NOT",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        _ => null,
    };

    private static string Mirrored(string sign) => sign.Replace('<', '\0').Replace('>', '<').Replace('\0', '>');

    private string Compare(BinaryExpression comparison, string sign)
    {
        if (Bind(comparison.Left) is not { } left)
        {
            return Bind(comparison.Right) is { } only && !FilterValues.DependsOn(comparison.Left, record)
                ? Compare(only, Mirrored(sign), FilterValues.Evaluate(comparison.Left))
                : throw Untranslatable(comparison);
        }

        if (Bind(comparison.Right) is { } right)
        {
            return ScalarOf(left).Family == ScalarOf(right).Family
                ? $"ifnull({Column(left)} {sign} {Column(right)}, 0)"
                : throw Untranslatable(comparison);
        }

        return FilterValues.DependsOn(comparison.Right, record) ? throw Untranslatable(comparison) : Compare(left, sign, FilterValues.Evaluate(comparison.Right));
    }

    private string Compare(PropertyModel property, string sign, object? value) => value is null && sign.StartsWith('I')
        ? $"({Column(property)} {sign} NULL)" // of lists and vectors, too
        : $"ifnull({Column(property)} {sign} {Parameter(ScalarOf(property), value)}, 0)";

    private string? TranslateCall(MethodCallExpression call)
    {
        if (call is { Method.Name: "Contains", Object: { Type: var type } text, Arguments: [{ Type: var part } sought] } && type == typeof(string) && part == typeof(string))
        {
            return Bind(text) is { } property && !FilterValues.DependsOn(sought, record)
                ? $"ifnull(instr({Column(property)}, {Parameter(ScalarOf(property), FilterValues.Evaluate(sought) ?? throw Untranslatable(call))}) > 0, 0)"
                : null;
        }

        if (FilterValues.MatchContains(call) is { } contains)
        {
            return Bind(contains.Items) is { } list ? AnyOf(list, contains.Item, values: [])
                : Bind(contains.Item) is { } property && !FilterValues.DependsOn(contains.Items, record)
                    ? In(Column(property), ScalarOf(property), FilterValues.EvaluateItems(contains.Items))
                    : null;
        }

        // r.Tags.Any(t => wanted.Contains(t)), and r.Tags.Any(t => t == "x")
        if (call is { Method: { Name: "Any", DeclaringType: var declaring }, Arguments: [var items, var predicate] } && declaring == typeof(Enumerable)
            && Bind(items) is { } tags && FilterValues.Unquote(predicate) is { Parameters: [var element] } any)
        {
            return any.Body switch
            {
                MethodCallExpression inner when FilterValues.MatchContains(inner) is { } among
                    && FilterValues.Strip(among.Item) == element && !FilterValues.DependsOn(among.Items, record, element) =>
                    AnyOf(tags, item: null, FilterValues.EvaluateItems(among.Items)),
                BinaryExpression { NodeType: ExpressionType.Equal } equal when FilterValues.Strip(equal.Left) == element => AnyOf(tags, equal.Right, values: []),
                BinaryExpression { NodeType: ExpressionType.Equal } equal when FilterValues.Strip(equal.Right) == element => AnyOf(tags, equal.Left, values: []),
                _ => null,
            };
        }

        return null;
    }

    /// <summary>Whether a list holds an item, or any of some values.</summary>
    private string AnyOf(PropertyModel list, Expression? item, IReadOnlyList<object?> values)
    {
        if (ColumnType.Of(list.Type)?.Element is not { } type || (item is not null && FilterValues.DependsOn(item, record)))
        {
            throw new NotSupportedException($"A filter can't look for this in '{list.ModelName}'; lists can be asked whether they contain values known beforehand.");
        }

        return $"EXISTS (SELECT 1 FROM json_each({Column(list)}) AS item WHERE {In("item.value", ColumnType.Of(type)!, item is null ? values : [FilterValues.Evaluate(item)])})";
    }

    private string In(string column, ColumnType type, IReadOnlyList<object?> values)
    {
        string known = string.Join(", ", values.Where(v => v is not null).Select(v => Parameter(type, v)));
        string isKnown = known.Length == 0 ? "0" : $"ifnull({column} IN ({known}), 0)";
        return values.Contains(null) ? $"({isKnown} OR {column} IS NULL)" : isKnown;
    }

    private string Parameter(ColumnType type, object? value)
    {
        if (value is null)
        {
            return "NULL";
        }

        if (ColumnType.Of(value.GetType()) is not { } its || its.Family != type.Family || its.Element is not null)
        {
            throw new NotSupportedException($"A filter can't compare a {type.Name} with a {value.GetType().Name}; convert the value beforehand.");
        }

        if (_values.Count == MostValues)
        {
            throw new NotSupportedException($"A filter may name at most {MostValues} values; ask in several parts.");
        }

        _values.Add(its.Write(value));
        return $"@{_values.Count - 1}";
    }

    private string Column(PropertyModel property) => schema.Column(property);

    private static ColumnType ScalarOf(PropertyModel property) =>
        property is not VectorPropertyModel && ColumnType.Of(property.Type) is { Element: null } type
            ? type
            : throw new NotSupportedException($"A filter can't compare '{property.ModelName}', a {property.Type.Name}, with a value.");

    /// <summary>The property that an expression is of the record; null if it is something else.</summary>
    private PropertyModel? Bind(Expression expression)
    {
        expression = FilterValues.Strip(expression);
        string? name = expression switch
        {
            MemberExpression { Member: PropertyInfo or FieldInfo } member when member.Expression == record => member.Member.Name,
            MemberExpression { Member.Name: "Value", Expression: { } nullable } when Nullable.GetUnderlyingType(nullable.Type) is not null => Bind(nullable)?.ModelName,
            MethodCallExpression { Method.Name: "get_Item", Arguments: [var key] } call when call.Object == record && !FilterValues.DependsOn(key, record) =>
                FilterValues.Evaluate(key) as string,
            _ => null,
        };
        return name is null ? null
            : model.PropertyMap.TryGetValue(name, out PropertyModel? property) ? property
            : throw new InvalidOperationException($"The filter asks for '{name}', which is no property of these records that is stored.");
    }

    private static NotSupportedException Untranslatable(Expression expression) => new(
        $"A filter can't use '{expression}'; it can compare properties with values, look for values in lists, and join that with &&, || and !.");
}
