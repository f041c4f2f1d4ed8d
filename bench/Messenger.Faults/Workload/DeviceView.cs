using System.Collections.Concurrent;
using Messenger.Client;
using Messenger.Faults.Checking.Events;
using Messenger.Faults.Recording;

namespace Messenger.Faults.Workload;

/// <summary>What a device shows: the updates of the client library applied as a program with a screen would.</summary>
sealed class DeviceView
{
    readonly ConcurrentDictionary<Guid, Shown> _shown = new();

    /// <summary>The conversations that the device knows of.</summary>
    public ICollection<Guid> Conversations => _shown.Keys;

    public void Apply(MessengerUpdate update)
    {
        switch (update)
        {
            case HeadChanged { Head: var head }:
                _shown.TryAdd(head.Conversation.Id, new());
                break;
            case MessagesChanged changed:
                _shown.GetOrAdd(changed.ConversationId, _ => new()).Take(Rows.From(changed.Messages));
                break;
            case ConversationReloaded reloaded:
                _shown[reloaded.ConversationId] = new() { IsReloaded = true };
                break;
            case ConversationLeft left:
                _shown.TryRemove(left.ConversationId, out _);
                break;
            case ServerRestored:
                _shown.Clear();
                break;
        }
    }

    /// <summary>The seq up to which nothing is missing.</summary>
    public long Top(Guid conversation) => _shown.TryGetValue(conversation, out var shown) ? shown.Top : 0;

    /// <summary>The newest rows of a conversation; all of them with no limit.</summary>
    public (long Base, IReadOnlyList<Row> Rows) Read(Guid conversation, int most = int.MaxValue) =>
        _shown.TryGetValue(conversation, out var shown) ? shown.Read(most) : (0, []);

    sealed class Shown
    {
        readonly Lock _gate = new();
        readonly SortedDictionary<long, Row> _rows = [];
        long _top;
        long _base;

        /// <summary>It was too far behind, and begins with the newest page.</summary>
        public bool IsReloaded { get; set; }

        public long Top
        {
            get
            {
                lock (_gate) return _top;
            }
        }

        public void Take(IReadOnlyList<Row> rows)
        {
            lock (_gate)
            {
                if (IsReloaded && rows.Count > 0) (_top, _base, IsReloaded) = (rows[0].Seq - 1, rows[0].Seq - 1, false);
                foreach (var row in rows.Where(r => r.Seq > _base)) _rows[row.Seq] = row;
                while (_rows.ContainsKey(_top + 1)) _top++;
            }
        }

        public (long, IReadOnlyList<Row>) Read(int most)
        {
            lock (_gate) return (_base, [.. most == int.MaxValue ? _rows.Values : _rows.Values.TakeLast(most)]);
        }
    }
}
