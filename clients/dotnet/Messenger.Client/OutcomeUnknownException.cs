namespace Messenger.Client;

/// <summary>The connection was lost, or the answer did not come in time: what was asked may have been done or not.</summary>
public sealed class OutcomeUnknownException(string message, Exception? inner = null) : Exception(message, inner);
