namespace Messenger.Faults.Workload;

/// <summary>What one client process is to do.</summary>
sealed record WorkOrder
{
    /// <summary>The process's name, unique in the run.</summary>
    public required string Worker { get; init; }

    /// <summary>Where its history goes.</summary>
    public required string Folder { get; init; }

    public required int Seed { get; init; }

    /// <summary>The load balancer, through its proxy.</summary>
    public required Uri Address { get; init; }

    /// <summary>The nodes, each through its proxy.</summary>
    public required IReadOnlyList<Uri> Nodes { get; init; }

    /// <summary>How often a client syncs by itself. With Redis longer than the time to converge: it must not hide that nobody was told to.</summary>
    public required TimeSpan SyncInterval { get; init; }

    /// <summary>Messages per second.</summary>
    public required double Rate { get; init; }

    public required IReadOnlyList<DevicePlan> Devices { get; init; }

    /// <summary>Whom to remove and to add again.</summary>
    public required IReadOnlyList<ChurnPlan> Churn { get; init; }
}

/// <summary>What a device does.</summary>
enum DeviceKind
{
    /// <summary>Uses our client library: sends, reads, shows.</summary>
    Talker,

    /// <summary>Is connected by SignalR alone and records all that comes.</summary>
    Listener,

    /// <summary>A listener whose session will be ended.</summary>
    Victim,
}

/// <summary>A device, signed in before the faults: reconnecting never hashes a password.</summary>
/// <param name="Name">Unique in the run.</param>
/// <param name="Kind">What it does.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Session">The session.</param>
/// <param name="Cookie">The session cookie, <c>name=value</c>.</param>
/// <param name="Conversations">The user's conversations.</param>
sealed record DevicePlan(string Name, DeviceKind Kind, Guid User, Guid Session, string Cookie, IReadOnlyList<Guid> Conversations);

/// <summary>Somebody whom an owner removes from a group and adds again, over and over.</summary>
sealed record ChurnPlan(Guid Conversation, Guid Owner, Guid Who);
