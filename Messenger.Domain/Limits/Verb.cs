namespace Messenger.Domain.Limits;

/// <summary>Kinds of requests that are counted together.</summary>
public enum Verb
{
    /// <summary>Opens a connection to the hub.</summary>
    Connect,

    /// <summary>Reads.</summary>
    Read,

    /// <summary>Posts a message.</summary>
    Send,

    /// <summary>Changes what is there.</summary>
    Change,

    /// <summary>Makes something that stays: a conversation, a link.</summary>
    Create,

    /// <summary>Changes who is in a conversation, and as what: everybody in it hears of each.</summary>
    Members,

    /// <summary>Says what is so now: types, reads, looks at.</summary>
    Signal,

    /// <summary>Searches.</summary>
    Search,
}
