namespace Messenger.Domain;

/// <summary>Writes many items in one transaction. Writing an item again changes nothing and is answered as the first time.</summary>
/// <typeparam name="TItem">What is written.</typeparam>
/// <typeparam name="TAnswer">What is answered for each.</typeparam>
public interface IBatchWriter<TItem, TAnswer>
    where TAnswer : notnull
{
    /// <summary>The conversation that an item belongs to.</summary>
    Guid ConversationOf(TItem item);

    /// <summary>Writes and commits.</summary>
    /// <param name="items">The items, in the order in which they came.</param>
    /// <param name="rerun">
    /// An earlier try of these items ended without saying whether it was committed: this one must also make durable what that one may have written.
    /// </param>
    /// <exception cref="WriteFailedException">Nothing can be answered; the exception says what is known.</exception>
    Task<WrittenBatch<TAnswer>> WriteAsync(IReadOnlyList<TItem> items, bool rerun);
}

/// <summary>What one committed batch brought.</summary>
/// <param name="Answers">One for each item, in their order. One refusal says nothing of the others.</param>
/// <param name="Deliveries">What to push, in order.</param>
public sealed record WrittenBatch<TAnswer>(IReadOnlyList<Result<TAnswer>> Answers, IReadOnlyList<Delivery> Deliveries)
    where TAnswer : notnull;

/// <summary>What is known of a write that failed.</summary>
public enum WriteFailure
{
    /// <summary>Nothing was written, and the reason lies with some of the items: the others may do alone.</summary>
    Refused,

    /// <summary>Nothing was written, because somebody else holds one of the conversations locked: the others may do alone.</summary>
    Blocked,

    /// <summary>Nothing was written, because the database cannot be reached or is too busy. It may work later.</summary>
    Unavailable,

    /// <summary>The connection broke while the commit was under way: it may have been written.</summary>
    Unknown,
}

/// <summary>A batch could not be written.</summary>
public sealed class WriteFailedException(WriteFailure failure, Exception? innerException)
    : Exception($"The batch failed: {failure}.", innerException)
{
    /// <summary>What is known.</summary>
    public WriteFailure Failure { get; } = failure;
}
