using Messenger.Faults.Checking.Events;

namespace Messenger.Tests.Faults;

/// <summary>
/// A history as a server without faults of its own would leave it, made up from a seed: concurrent sends, lost answers, retries, lost and
/// doubled pushes, edits, recalls, people who are removed and come back, sessions that are ended, and outages.
/// </summary>
sealed class GoodHistory
{
    const int Users = 6;
    const int Seconds = 45;
    const long Second = 1_000_000;

    readonly Random _chance;
    readonly PriorityQueue<Action, (long, int)> _agenda = new();
    readonly List<HistoryEvent> _events = [];
    readonly List<ModelConversation> _conversations = [];
    int _entries;
    long _now;
    bool _down;

    GoodHistory(int seed) => _chance = new(seed);

    public static List<HistoryEvent> Make(int seed)
    {
        var history = new GoodHistory(seed);
        history.Run();
        return history._events;
    }

    public static Guid UserId(int user) => new(user + 1, 1, 0, new byte[8]);

    void Run()
    {
        _conversations.Add(new(new(1, 2, 0, new byte[8]), [.. Enumerable.Range(0, Users)]));
        _conversations.Add(new(new(2, 2, 0, new byte[8]), [0, 1, 2]));
        _conversations.Add(new(new(3, 2, 0, new byte[8]), [3, 4, 5]));
        for (var user = 0; user < Users; user++) Plan(user * 1_000, Acting(user));
        Plan(Between(5, 10) * Second, () => ChangeMember(5, added: false));
        Plan(15 * Second, Revoke);
        for (var mark = 1; mark <= 3; mark++)
        {
            var number = mark;
            Plan((mark * 15 - 5) * Second, () => Break(number));
        }
        while (_agenda.TryDequeue(out var action, out var when))
        {
            _now = when.Item1;
            action();
        }
        End();
    }

    /// <summary>A person does one thing after the other.</summary>
    Action Acting(int user) => () =>
    {
        if (_now > Seconds * Second) return;
        var mine = _conversations.Where(c => c.Members.Contains(user)).ToList();
        var conversation = mine[_chance.Next(mine.Count)];
        var done = _chance.Next(100) switch
        {
            < 60 => Send(user, conversation),
            < 68 => Edit(user, conversation),
            < 76 => Fetch(user, conversation),
            < 84 => Sync(user),
            _ => Mark(user, conversation),
        };
        Plan(done + Between(10, 300) * 1_000, Acting(user));
    };

    long Send(int user, ModelConversation conversation, Guid? id = null, ulong hash = 0, int attempt = 1)
    {
        var messageId = id ?? new Guid(++_entries, 3, 0, new byte[8]);
        if (id is null) hash = (ulong)_chance.NextInt64();
        Write(user, new Sent { Conversation = conversation.Id, MessageId = messageId, Hash = hash, Attempt = attempt, Phase = Phase.Invoke });
        var (commit, answer) = (Soon(), Soon());
        var (lost, never, refused) = (_down || _chance.Next(20) == 0, _chance.Next(20) == 0, _chance.Next(50) == 0);
        var again = lost && _chance.Next(4) > 0;
        Row? row = null;
        if (!refused && !(lost && never)) Plan(commit, () => row = conversation.Append(UserId(user), messageId, hash, Deliver));
        Plan(commit + answer, () =>
        {
            var phase = lost || row is null && !refused ? Phase.Unknown : refused ? Phase.Refused : Phase.Ok;
            Write(user, new Sent { Conversation = conversation.Id, MessageId = messageId, Hash = hash, Attempt = attempt, Phase = phase, Seq = row?.Seq ?? 0, Version = row?.Version ?? 0 });
            if (phase == Phase.Unknown && again && conversation.Members.Contains(user)) Send(user, conversation, messageId, hash, attempt + 1);
        });
        return commit + answer + (again ? 200_000 : 1);
    }

    long Edit(int user, ModelConversation conversation)
    {
        var own = conversation.Log.Where(r => r.Sender == UserId(user) && !r.IsSystem && r.State != RowState.Recalled).ToList();
        if (own.Count == 0) return 0;
        var seq = own[_chance.Next(own.Count)].Seq;
        var (state, hash) = _chance.Next(2) == 0 ? (RowState.Recalled, 0UL) : (RowState.Edited, (ulong)_chance.NextInt64());
        var edit = new Edited { Conversation = conversation.Id, Seq = seq, Hash = hash, State = state, Phase = Phase.Invoke };
        Write(user, edit);
        var (commit, answer) = (Soon(), Soon());
        var version = 0L;
        Plan(commit, () => version = conversation.Change(seq, hash, state, Deliver));
        Plan(commit + answer, () => Write(user, edit with { Phase = Phase.Ok, Version = version }));
        return commit + answer + 1;
    }

    long Fetch(int user, ModelConversation conversation)
    {
        var (invoked, read, answer, isPage) = (_now, Soon(), Soon(), _chance.Next(2) == 0);
        Row[]? rows = null;
        Plan(read, () => rows = !conversation.Members.Contains(user) ? null : isPage ? [.. conversation.Log.TakeLast(10)] : conversation.After(_chance.NextInt64(conversation.Version + 1)));
        Plan(read + answer, () =>
        {
            if (rows is not null) Write(user, new Fetched { Invoked = invoked, Conversation = conversation.Id, IsPage = isPage, Rows = rows });
        });
        return read + answer + 1;
    }

    long Sync(int user)
    {
        var (invoked, read, answer) = (_now, Soon(), Soon());
        Head[] heads = [];
        Plan(read, () => heads = [.. _conversations.Where(c => c.Members.Contains(user)).Select(c => c.HeadOf(UserId(user)))]);
        Plan(read + answer, () => Write(user, new Synced { Invoked = invoked, Full = _chance.Next(3) == 0, Heads = heads }));
        return read + answer + 1;
    }

    long Mark(int user, ModelConversation conversation)
    {
        var seq = _chance.NextInt64(conversation.Log.Count + 1);
        Write(user, new Marked { Conversation = conversation.Id, Seq = seq, Phase = Phase.Invoke });
        var (commit, answer) = (Soon(), Soon());
        var cursor = 0L;
        Plan(commit, () => cursor = conversation.Advance(UserId(user), seq));
        Plan(commit + answer, () => Write(user, new Marked { Conversation = conversation.Id, Seq = cursor, Phase = _down ? Phase.Unknown : Phase.Ok }));
        return commit + answer + 1;
    }

    void ChangeMember(int user, bool added)
    {
        if (_now > Seconds * Second) return;
        var conversation = _conversations[0];
        var change = new MemberChanged { Conversation = conversation.Id, Who = UserId(user), Added = added, Phase = Phase.Invoke };
        Write(0, change);
        Plan(Soon(), () =>
        {
            if (added) conversation.Members.Add(user);
            else conversation.Members.Remove(user);
            conversation.Append(UserId(0), Guid.Empty, 1, Deliver, joined: added ? UserId(user) : null, left: added ? null : UserId(user));
            Plan(Soon(), () => Write(0, change with { Phase = Phase.Ok }));
            Plan(Between(2, 8) * Second, () => ChangeMember(user, !added));
        });
    }

    void Revoke()
    {
        var session = SessionOf("4b");
        Write(4, new Revoked { Ended = session, Phase = Phase.Invoke });
        Plan(1_000, () => Write(4, new Revoked { Ended = session, Phase = Phase.Ok }));
        Write(4, new Pushed { Conversation = _conversations[2].Id, Rows = [] }, "4b");
    }

    void Break(int mark)
    {
        _down = true;
        var fault = new FaultDone { Fault = $"F{mark}", Target = "server", Begins = true, LongestSilence = 10 * Second };
        Write(null, fault);
        Plan(Between(1, 4) * Second, () =>
        {
            _down = false;
            Write(null, fault with { Begins = false });
            Write(null, new Healed { Mark = mark });
            for (var user = 0; user < Users; user++)
            {
                var one = user;
                Plan(Between(10, 3_000) * 1_000, () =>
                {
                    Write(one, new Converged { Mark = mark });
                    View(one, final: false);
                });
            }
        });
    }

    void Deliver(ModelConversation conversation, Row row)
    {
        foreach (var user in conversation.Members.Where(_ => _chance.Next(5) > 0))
        {
            for (var times = _chance.Next(10) == 0 ? 2 : 1; times > 0; times--)
                Plan(Soon(), () => Write(user, new Pushed { Conversation = conversation.Id, After = row.Version - 1, Version = row.Version, Rows = [row] }));
        }
    }

    void View(int user, bool final)
    {
        foreach (var conversation in _conversations.Where(c => c.Members.Contains(user)))
            Write(user, new Viewed { Conversation = conversation.Id, Final = final, Rows = final ? [.. conversation.Log] : [.. conversation.Log.TakeLast(5)] });
    }

    void End()
    {
        _now += Second;
        for (var user = 0; user < Users; user++) View(user, final: true);
        foreach (var conversation in _conversations)
        {
            foreach (var source in (string[])[Messenger.Faults.Checking.History.Sql, "node 1", "node 2", Messenger.Faults.Checking.History.AfterCrash])
                Write(null, new FinalLog { Source = source, Conversation = conversation.Id, Rows = [.. conversation.Log] });
            foreach (var user in conversation.Members)
            {
                var head = conversation.HeadOf(UserId(user));
                Write(user, new FinalHead { Conversation = conversation.Id, Seq = head.Seq, Read = head.Read, Unread = head.Unread });
            }
        }
    }

    void Write(int? user, HistoryEvent e, string? device = null)
    {
        var name = device ?? user?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
        _events.Add(e with { At = _now, Number = _events.Count + 1, User = user is { } u ? UserId(u) : Guid.Empty, Device = name, Session = user is null ? Guid.Empty : SessionOf(name) });
    }

    static Guid SessionOf(string device) => new(device[0], 4, (short)device.Length, new byte[8]);

    void Plan(long after, Action action) => _agenda.Enqueue(action, (_now + after, _agenda.Count));

    long Soon() => Between(1, 60) * 1_000 + _chance.Next(1_000);

    long Between(int least, int most) => _chance.Next(least, most);
}
