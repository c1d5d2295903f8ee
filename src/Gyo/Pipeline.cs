namespace Gyo;

/// <summary>
/// Work on many items on all cores, whose results are taken in the order of the items. A pipeline without stages: each item is one task from
/// its beginning to its result, and a few more are begun than were taken, so that no core waits while the taker does something with a result.
/// </summary>
internal static class Pipeline
{
    /// <summary>Items begun and not yet taken, for each core: more than are done while a batch of results is stored. All the memory it needs.</summary>
    private const int AheadPerCore = 16;

    /// <summary>Works on items. When cancelled it begins no more, and ends with those that were begun: none is worked on in vain.</summary>
    /// <param name="items">The items; enumerated by the thread that takes the results.</param>
    /// <param name="work">What is done with each, on any thread.</param>
    /// <param name="cancel">Ends the sequence early, without an exception.</param>
    /// <returns>The results in the order of the items. What the work throws is thrown when its turn comes, and when no other is going on any more.</returns>
    public static IEnumerable<TResult> Run<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, TResult> work, CancellationToken cancel)
        where TResult : class
    {
        int cores = Environment.ProcessorCount;
        ConcurrentExclusiveSchedulerPair schedulers = new(TaskScheduler.Default, maxConcurrencyLevel: cores);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Queue<Task<TResult>> ahead = new();
        try
        {
            foreach (TItem item in items.TakeWhile(_ => !cancel.IsCancellationRequested))
            {
                ahead.Enqueue(Task.Factory.StartNew(() => work(item), stop.Token, TaskCreationOptions.None, schedulers.ConcurrentScheduler));
                if (ahead.Count > cores * AheadPerCore && Finish(ahead.Dequeue()) is { } result)
                {
                    yield return result;
                }
            }

            while (ahead.TryDequeue(out Task<TResult>? task))
            {
                if (Finish(task) is { } result)
                {
                    yield return result;
                }
            }
        }
        finally
        {
            stop.Cancel();
            Task.WhenAll((IEnumerable<Task>)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }

    /// <summary>Waits for a task. Null when it was cancelled before it began.</summary>
    private static TResult? Finish<TResult>(Task<TResult> task)
        where TResult : class
    {
        Task.WaitAny(task);
        return task.IsCanceled ? null : task.GetAwaiter().GetResult();
    }
}
