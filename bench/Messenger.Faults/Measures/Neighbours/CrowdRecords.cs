using Messenger.Faults.Workload;

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>What the honest people do.</summary>
/// <param name="Nodes">Each of them is on one of these.</param>
/// <param name="Devices">Whose they are.</param>
/// <param name="Rate">Messages per second to their groups of ten.</param>
sealed record CrowdOrder(IReadOnlyList<Uri> Nodes, IReadOnlyList<DevicePlan> Devices, double Rate);

/// <summary>A phase that the crowd measures.</summary>
/// <param name="Seconds">How long.</param>
/// <param name="LongRate">Long messages per second to the group of everybody, besides.</param>
sealed record PhaseOrder(double Seconds, double LongRate);

/// <summary>What the crowd saw in a phase; times in milliseconds.</summary>
/// <param name="Acks">From a send to its acknowledgement; what was not acknowledged by the end counts with the time until then.</param>
/// <param name="Deliveries">From a send to its arrival at another member.</param>
/// <param name="Expected">How many deliveries there should be.</param>
/// <param name="Failed">Sends that were refused or not answered.</param>
/// <param name="Connects">How long newcomers took to get in.</param>
/// <param name="TurnedAway">Newcomers that did not get in.</param>
sealed record PhaseSeen(Quantiles Acks, Quantiles Deliveries, int Expected, int Failed, Quantiles Connects, int TurnedAway);
