namespace Messenger.Infrastructure.Postgres;

/// <summary>Messenger cannot or must not start here. The message is one line for the person at the terminal and says what to do.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
