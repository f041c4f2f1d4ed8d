using Messenger.Faults.Workload;

namespace Messenger.Faults.Measures.Rolling;

/// <summary>What a process of clients is to do during a rolling restart.</summary>
sealed record RollingOrder(string Folder, string Name, Uri Address, double SendsPerSecond, IReadOnlyList<DevicePlan> Devices);

/// <summary>A send as its user saw it; times are in microseconds.</summary>
/// <param name="Conversation">Where.</param>
/// <param name="Id">The client's id of the message.</param>
/// <param name="Begun">When the user sent it.</param>
/// <param name="Ended">When it was acknowledged or refused; 0 if it never was.</param>
/// <param name="Seq">The place that was acknowledged; 0 for none.</param>
/// <param name="Failure">What the user was told instead.</param>
sealed record SendSeen(Guid Conversation, Guid Id, long Begun, long Ended, long Seq, string? Failure);

/// <summary>What a process of clients saw.</summary>
/// <param name="Sends">All sends.</param>
/// <param name="Connects">When a client came back to a node; in microseconds.</param>
sealed record RollingSeen(IReadOnlyList<SendSeen> Sends, IReadOnlyList<long> Connects);

/// <summary>A node's turn; times are in microseconds.</summary>
sealed record Turn(int Roll, string Node, long Told, long Ended, long Ready, int? ExitCode)
{
    public TimeSpan Drain => TimeSpan.FromMicroseconds(Ended - Told);
}
