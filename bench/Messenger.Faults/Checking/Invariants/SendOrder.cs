namespace Messenger.Faults.Checking.Invariants;

sealed class SendOrder : IInvariant
{
    public string Name => "I5";

    public string Promise => "What was acknowledged before something else was begun stands before it in the log.";

    public IEnumerable<Violation> Check(History history)
    {
        var places = history.Log.Conversations.ToDictionary(c => c, c => history.Log.Rows(c).Where(r => !r.IsSystem).DistinctBy(r => (r.Sender, r.MessageId)).ToDictionary(r => (r.Sender, r.MessageId), r => r.Seq));
        foreach (var conversation in history.Messages.GroupBy(m => m.Conversation))
        {
            var acknowledged = conversation.SelectMany(m => m.Acknowledgements).OrderBy(a => a.At).ToList();
            var (next, floor) = (0, 0L);
            foreach (var message in conversation.OrderBy(m => m.Begun))
            {
                for (; next < acknowledged.Count && acknowledged[next].At < message.Begun; next++) floor = Math.Max(floor, acknowledged[next].Seq);
                if (places.GetValueOrDefault(conversation.Key)?.TryGetValue((message.Sender, message.Id), out var seq) == true && seq <= floor)
                    yield return new(Name, $"Message {message.Id} stands at seq {seq} of {conversation.Key}, although seq {floor} was acknowledged before it was begun.", message.Begun);
            }
        }
    }
}
