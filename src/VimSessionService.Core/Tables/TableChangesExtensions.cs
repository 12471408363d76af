namespace VimSessionService.Core.Tables;

/// <summary>Changes that wait for nothing and have no follow-ups.</summary>
internal static class TableChangesExtensions
{
    /// <inheritdoc cref="ITableChanges.RunAsync"/>
    public static ValueTask<T> RunAsync<T>(this ITableChanges changes, Func<T> change, CancellationToken cancellationToken) =>
        changes.RunAsync(_ => new ValueTask<T>(change()), cancellationToken);

    /// <inheritdoc cref="ITableChanges.RunAsync"/>
    public static async ValueTask RunAsync(this ITableChanges changes, Action change, CancellationToken cancellationToken) =>
        await changes.RunAsync(
            _ =>
            {
                change();
                return new ValueTask<bool>(true);
            },
            cancellationToken);
}
