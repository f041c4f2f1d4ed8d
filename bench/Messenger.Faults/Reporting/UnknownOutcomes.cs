using Messenger.Faults.Checking;

namespace Messenger.Faults.Reporting;

/// <summary>How the messages ended that had a try of unknown outcome.</summary>
/// <param name="Told">A later try was acknowledged.</param>
/// <param name="Stored">No try was, and the message is in the log.</param>
/// <param name="Absent">No try was, and it is not.</param>
sealed record UnknownOutcomes(int Told, int Stored, int Absent)
{
    public static UnknownOutcomes Of(History history)
    {
        var stored = history.Log.Conversations.SelectMany(history.Log.Rows, (c, r) => (c, r.Sender, r.MessageId)).ToHashSet();
        var unknown = history.Messages.Where(m => m.WasUnknown).ToList();
        var untold = unknown.Where(m => m.Acknowledgements.Count == 0).ToList();
        var found = untold.Count(m => stored.Contains((m.Conversation, m.Sender, m.Id)));
        return new(unknown.Count - untold.Count, found, untold.Count - found);
    }
}
