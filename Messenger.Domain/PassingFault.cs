namespace Messenger.Domain;

/// <summary>Whether a fault of the database may be over the next time, and lies neither in what was asked nor in how we asked it.</summary>
public delegate bool PassingFault(Exception fault);
