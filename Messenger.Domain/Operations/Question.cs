namespace Messenger.Domain.Operations;

/// <summary>
/// Asks one thing, with one question under way at a time: whoever asks meanwhile gets the same answer, and a part that hangs is not asked again and again.
/// </summary>
sealed class Question<T>(Func<CancellationToken, Task<T>> ask, TimeProvider clock)
    where T : class
{
    readonly Lock _lock = new();
    Task<T>? _running;

    /// <summary>Waits no longer than this for the answer.</summary>
    public async Task<Answer<T>> AskAsync(TimeSpan patience)
    {
        Task<T> running;
        lock (_lock) running = _running is { IsCompleted: false } held ? held : _running = Task.Run(() => ask(CancellationToken.None));
        try
        {
            return new(await running.WaitAsync(patience, clock), Failed: false);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            return new(null, Failed: false);
        }
        catch (Exception)
        {
            return new(null, Failed: true); // the report says so; what exactly ails the part is in the log of who uses it
        }
    }
}

/// <summary>What was answered; null when nothing was, because it failed or took too long.</summary>
sealed record Answer<T>(T? Value, bool Failed)
    where T : class;
