using System.Collections.Frozen;
using VimSessionService.Core.Limits;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Search;

/// <summary>A condition of a query: a path and what its value is compared with. An unset value fulfils none.</summary>
/// <param name="path">The path.</param>
/// <param name="ofArray">How an array is compared; null for a value that is none.</param>
/// <param name="comparisons">How many comparisons a value takes.</param>
/// <param name="matches">Whether a value that is no array matches.</param>
internal sealed class QueryCondition(
    QueryPath path, SearchIndexPredicateArrayOperator? ofArray, int comparisons, Func<object, bool> matches)
{
    /// <summary>A comparison is a small part of reading a value.</summary>
    private const int ComparisonsOfStep = 8;

    private static readonly FrozenDictionary<string, SearchIndexPredicateComparisonOperator> Operators = Names<SearchIndexPredicateComparisonOperator>();

    private static readonly FrozenDictionary<string, SearchIndexPredicateArrayOperator> ArrayOperators = Names<SearchIndexPredicateArrayOperator>();

    /// <summary>The path.</summary>
    public QueryPath Path => path;

    /// <summary>Reads a condition.</summary>
    /// <param name="predicate">The condition.</param>
    /// <param name="place">Where it stands, for the fault.</param>
    /// <param name="type">The type of the objects; null for one of which there are none.</param>
    /// <param name="version">The version of the call.</param>
    /// <exception cref="VimFaultException">InvalidArgument: it is not well-formed.</exception>
    public static QueryCondition Read(SearchIndexPredicate predicate, string place, VimManagedType? type, ApiVersion version)
    {
        if (QueryPath.Parse(type, predicate.PropertyPath, version) is not { } parsed)
            throw ObjectQuery.Invalid($"{place}.propertyPath", "it is no property path");
        if (!Operators.TryGetValue(predicate.Operator, out var operation))
            throw ObjectQuery.Invalid($"{place}.operator", "there is no such operator");
        SearchIndexPredicateArrayOperator? ofArray = null;
        if (predicate.ArrayOperator is { } name)
            ofArray = ArrayOperators.TryGetValue(name, out var known) ? known : throw ObjectQuery.Invalid($"{place}.arrayOperator", "there is no such operator");
        return new QueryCondition(parsed, ofArray, predicate.ComparableList?.Length ?? 1, Comparison(operation, predicate, place));
    }

    /// <summary>
    /// Whether a value that is set fulfils the condition. An array is compared by its items and needs an operator for it; any other value must not have
    /// one.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="budget">What the request may cost.</param>
    public bool IsFulfilledBy(object value, RequestBudget budget)
    {
        var items = value is TypedArray typed ? typed.Items : value as Array;
        budget.Spend(1 + (long)(items?.Length ?? 1) * comparisons / ComparisonsOfStep);
        return (items, ofArray) switch
        {
            (null, null) => matches(value),
            ({ } all, SearchIndexPredicateArrayOperator.AllElements) => all.Cast<object>().All(matches),
            ({ } any, SearchIndexPredicateArrayOperator.AnyElement) => any.Cast<object>().Any(matches),
            _ => false,
        };
    }

    private static Func<object, bool> Comparison(SearchIndexPredicateComparisonOperator operation, SearchIndexPredicate predicate, string place)
    {
        if (operation is SearchIndexPredicateComparisonOperator.In or SearchIndexPredicateComparisonOperator.NotIn)
        {
            if (predicate.ComparableList is not { Length: > 0 } list || !Array.TrueForAll(list, QueryValues.IsPlain))
                throw ObjectQuery.Invalid($"{place}.comparableList", "it is empty, or one of its values cannot be compared");
            return operation == SearchIndexPredicateComparisonOperator.In
                ? value => Array.Exists(list, other => QueryValues.Same(value, other))
                : value => !Array.Exists(list, other => QueryValues.Same(value, other));
        }

        if (predicate.ComparableValue is not { } comparable || !QueryValues.IsPlain(comparable))
            throw ObjectQuery.Invalid($"{place}.comparableValue", "it is unset, or cannot be compared");
        return operation switch
        {
            SearchIndexPredicateComparisonOperator.Equal => value => QueryValues.Same(value, comparable),
            SearchIndexPredicateComparisonOperator.NotEqual => value => !QueryValues.Same(value, comparable),
            SearchIndexPredicateComparisonOperator.Greater => value => QueryValues.Compare(value, comparable) > 0,
            SearchIndexPredicateComparisonOperator.GreaterOrEqual => value => QueryValues.Compare(value, comparable) >= 0,
            SearchIndexPredicateComparisonOperator.Less => value => QueryValues.Compare(value, comparable) < 0,
            SearchIndexPredicateComparisonOperator.LessOrEqual => value => QueryValues.Compare(value, comparable) <= 0,
            _ when comparable is not string => throw ObjectQuery.Invalid($"{place}.comparableValue", "a pattern is a text"),
            SearchIndexPredicateComparisonOperator.Like => value => QueryValues.Text(value) is { } text && QueryValues.IsLike(text, (string)comparable),
            _ => value => QueryValues.Text(value) is { } text && !QueryValues.IsLike(text, (string)comparable),
        };
    }

    private static FrozenDictionary<string, T> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToFrozenDictionary(static value => value.ToString(), StringComparer.Ordinal);
}
