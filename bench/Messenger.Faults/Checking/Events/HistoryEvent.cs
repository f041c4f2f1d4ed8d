using System.Text.Json.Serialization;

namespace Messenger.Faults.Checking.Events;

/// <summary>
/// One line of a history: something that a client asked, was told or showed, or that was done to the servers. Times are microseconds of
/// one monotonic clock, which all processes of a machine share.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "op")]
[JsonDerivedType(typeof(Sent), "send")]
[JsonDerivedType(typeof(Edited), "edit")]
[JsonDerivedType(typeof(Pushed), "push")]
[JsonDerivedType(typeof(Fetched), "fetch")]
[JsonDerivedType(typeof(Synced), "sync")]
[JsonDerivedType(typeof(Marked), "markRead")]
[JsonDerivedType(typeof(ReadPushed), "readPush")]
[JsonDerivedType(typeof(MemberChanged), "member")]
[JsonDerivedType(typeof(Revoked), "revoke")]
[JsonDerivedType(typeof(Viewed), "view")]
[JsonDerivedType(typeof(Converged), "converged")]
[JsonDerivedType(typeof(Paused), "paused")]
[JsonDerivedType(typeof(Healed), "healed")]
[JsonDerivedType(typeof(FaultDone), "nemesis")]
[JsonDerivedType(typeof(LinkChanged), "link")]
[JsonDerivedType(typeof(NodeMeasured), "memory")]
[JsonDerivedType(typeof(FinalLog), "finalLog")]
[JsonDerivedType(typeof(FinalHead), "finalHead")]
public abstract record HistoryEvent
{
    /// <summary>The process that wrote it.</summary>
    public string Process { get; set; } = "";

    /// <summary>Counts the lines of a process from 1.</summary>
    public long Number { get; set; }

    /// <summary>When, in microseconds of the monotonic clock. Of an answer: when it was there.</summary>
    public long At { get; set; }

    /// <summary>When by the wall clock (UTC); for people only.</summary>
    public DateTimeOffset? Wall { get; set; }

    /// <summary>Whose device; absent for what no user did.</summary>
    public Guid User { get; init; }

    /// <summary>The device's name, unique in a run.</summary>
    public string Device { get; init; } = "";

    /// <summary>The session of the device.</summary>
    public Guid Session { get; init; }
}

/// <summary>How far an operation is, or how it ended.</summary>
public enum Phase
{
    /// <summary>It begins: written before the first byte leaves.</summary>
    Invoke,

    /// <summary>It was acknowledged.</summary>
    Ok,

    /// <summary>The server said no.</summary>
    Refused,

    /// <summary>No answer, or one that says nothing: it may have happened, or happen yet.</summary>
    Unknown,
}
