using Messenger.Domain.Operations;

namespace Messenger.Api.Operations;

/// <summary>Counts the errors that this node logs, in minutes of the last hour.</summary>
sealed class ErrorTally(TimeProvider clock) : ILoggerProvider, IErrorTally
{
    const int Minutes = 60;

    readonly Lock _lock = new();
    readonly long _start = clock.GetTimestamp();
    readonly int[] _counts = new int[Minutes];
    long _minute;

    public int LastHour
    {
        get
        {
            lock (_lock)
            {
                TurnUnderLock();
                return _counts.Sum();
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Counter(this);

    public void Dispose()
    {
        // It holds nothing.
    }

    void Count()
    {
        lock (_lock)
        {
            TurnUnderLock();
            _counts[_minute % Minutes]++;
        }
    }

    /// <summary>Empties the minutes that have passed.</summary>
    void TurnUnderLock()
    {
        var now = (long)clock.GetElapsedTime(_start).TotalMinutes;
        for (var passed = 0; _minute < now && passed < Minutes; passed++) _counts[++_minute % Minutes] = 0;
        _minute = now;
    }

    sealed class Counter(ErrorTally tally) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) tally.Count();
        }
    }
}
