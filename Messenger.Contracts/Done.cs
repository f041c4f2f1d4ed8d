namespace Messenger.Contracts;

/// <summary>The value of a request that has nothing to tell but that it was done.</summary>
public sealed record Done;
