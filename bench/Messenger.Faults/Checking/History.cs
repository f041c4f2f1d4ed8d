using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking;

/// <summary>All that was recorded in a run, by time, with the indexes that several invariants need.</summary>
public sealed class History
{
    /// <summary>The source of the log that the database held when all was quiet: what everything is compared with.</summary>
    public const string Sql = "sql";

    /// <summary>The source of the log after everything was killed and started again.</summary>
    public const string AfterCrash = "sql after crash";

    readonly Dictionary<Type, object> _byType = [];
    readonly Lazy<IReadOnlyList<Message>> _messages;

    /// <summary>A history of these events, in any order.</summary>
    public History(IEnumerable<HistoryEvent> events, Limits? limits = null)
        : this([.. events.OrderBy(e => e.At)], limits ?? new(), Sql)
    {
    }

    History(IReadOnlyList<HistoryEvent> events, Limits limits, string source)
    {
        (Events, Limits) = (events, limits);
        Log = new FinalLogs(Of<FinalLog>().Where(l => l.Source == source));
        Members = new MemberTimes(this);
        _messages = new(() => [.. Of<Sent>().GroupBy(s => (s.Conversation, s.User, s.MessageId)).Select(tries => new Message([.. tries]))]);
    }

    /// <summary>The events by time.</summary>
    public IReadOnlyList<HistoryEvent> Events { get; }

    /// <summary>The times to judge by.</summary>
    public Limits Limits { get; }

    /// <summary>The logs that everything is compared with.</summary>
    public FinalLogs Log { get; }

    /// <summary>The messages that somebody sent.</summary>
    public IReadOnlyList<Message> Messages => _messages.Value;

    /// <summary>Who was no member when.</summary>
    internal MemberTimes Members { get; }

    /// <summary>The same history, compared with the logs from another source.</summary>
    public History ComparedWith(string source) => new(Events, Limits, source);

    /// <summary>The events of one kind, by time.</summary>
    public IReadOnlyList<T> Of<T>()
        where T : HistoryEvent
    {
        if (!_byType.TryGetValue(typeof(T), out var found)) _byType[typeof(T)] = found = Events.OfType<T>().ToList();
        return (IReadOnlyList<T>)found;
    }

    /// <summary>Every row that anybody saw before the end, and in which event.</summary>
    internal IEnumerable<(HistoryEvent Event, Guid Conversation, Row Row)> SeenRows() =>
        SeenLists().SelectMany(l => l.Rows, (list, row) => (list.Event, list.Conversation, row));

    /// <summary>The lists of rows that anybody saw: pushes, answers, views, and the logs as nodes read them at the end.</summary>
    internal IEnumerable<(HistoryEvent Event, Guid Conversation, IReadOnlyList<Row> Rows)> SeenLists()
    {
        foreach (var e in Of<Pushed>()) yield return (e, e.Conversation, e.Rows);
        foreach (var e in Of<Fetched>()) yield return (e, e.Conversation, e.Rows);
        foreach (var e in Of<Viewed>()) yield return (e, e.Conversation, e.Rows);
        foreach (var e in Of<FinalLog>().Where(l => l.Source is not (Sql or AfterCrash))) yield return (e, e.Conversation, e.Rows);
    }
}
