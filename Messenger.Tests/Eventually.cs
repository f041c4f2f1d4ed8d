using Xunit;

namespace Messenger.Tests;

/// <summary>For what can only be asked for, again and again.</summary>
static class Eventually
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until it is so.</summary>
    public static Task TrueAsync(Func<bool> isSo) => TrueAsync(() => Task.FromResult(isSo()));

    /// <summary>Asks until nothing is left; what is left in the end is in the failure.</summary>
    public static async Task NoneAsync<T>(Func<Task<IEnumerable<T>>> left)
    {
        IEnumerable<T> last = [];
        try
        {
            await TrueAsync(async () => !(last = [.. await left()]).Any());
        }
        catch (OperationCanceledException)
        {
            Assert.Empty(last);
        }
    }

    /// <inheritdoc cref="TrueAsync(Func{bool})" />
    public static async Task TrueAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(3 * Employee.Patience);
        while (!await isSo()) await Task.Delay(Pause, patience.Token);
    }
}
