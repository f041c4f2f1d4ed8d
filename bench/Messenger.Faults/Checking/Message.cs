using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking;

/// <summary>One message that somebody wanted to send, with all of its tries.</summary>
public sealed class Message
{
    internal Message(IReadOnlyList<Sent> tries)
    {
        var first = tries[0];
        (Conversation, Sender, Id, Hashes) = (first.Conversation, first.User, first.MessageId, [.. tries.Select(t => t.Hash).Distinct()]);
        Begun = first.At;
        Acknowledgements = [.. tries.Where(t => t.Phase == Phase.Ok)];
        WasUnknown = tries.Any(t => t.Phase == Phase.Unknown) || tries.Count(t => t.Phase == Phase.Invoke) > tries.Count(t => t.Phase != Phase.Invoke);
        WasRefused = Acknowledgements.Count == 0 && !WasUnknown && tries.Any(t => t.Phase == Phase.Refused);
    }

    /// <summary>Where to.</summary>
    public Guid Conversation { get; }

    /// <summary>Whose.</summary>
    public Guid Sender { get; }

    /// <summary>Its client's id.</summary>
    public Guid Id { get; }

    /// <summary>What it says: one hash, unless a test sends other texts under one id.</summary>
    public IReadOnlyList<ulong> Hashes { get; }

    /// <summary>When its first try began.</summary>
    public long Begun { get; }

    /// <summary>The acknowledged tries, by time.</summary>
    public IReadOnlyList<Sent> Acknowledgements { get; }

    /// <summary>A try has an outcome that nobody knows.</summary>
    public bool WasUnknown { get; }

    /// <summary>All tries were refused: it must not be in the log.</summary>
    public bool WasRefused { get; }
}
