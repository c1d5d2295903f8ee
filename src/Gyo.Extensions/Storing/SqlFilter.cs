using System.Linq.Expressions;
using Microsoft.Extensions.VectorData.ProviderServices;

namespace Gyo.Extensions.Storing;

/// <summary>A condition on rows.</summary>
/// <param name="Sql">An expression that is 0 or 1, never null.</param>
/// <param name="Values">The values of its parameters @0, @1, …</param>
internal sealed record SqlFilter(string Sql, IReadOnlyList<object?> Values)
{
    /// <summary>Translates a filter, so that SQLite answers as .NET would.</summary>
    /// <param name="filter">From a record to bool.</param>
    /// <param name="model">The records.</param>
    /// <param name="schema">Where they lie.</param>
    /// <exception cref="InvalidOperationException">It names a property that there is not.</exception>
    /// <exception cref="NotSupportedException">It does something that has no translation.</exception>
    public static SqlFilter Of(LambdaExpression filter, CollectionModel model, CollectionSchema schema)
    {
        FilterTranslator translator = new(filter.Parameters[0], model, schema);
        string sql = translator.Translate(filter.Body);
        return new SqlFilter(sql, translator.Values);
    }
}
