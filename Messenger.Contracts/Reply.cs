namespace Messenger.Contracts;

/// <summary>What a hub method answers: a value, or an error; never both.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public sealed record Reply<T>
    where T : class
{
    /// <summary>The result, when nothing was refused.</summary>
    public T? Value { get; init; }

    /// <summary>The refusal, otherwise.</summary>
    public Refusal? Error { get; init; }
}
