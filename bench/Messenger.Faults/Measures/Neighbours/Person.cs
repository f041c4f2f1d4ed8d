using Messenger.Client;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>Somebody at our client library.</summary>
sealed class Person : IAsyncDisposable
{
    readonly DeviceSession _session;
    readonly Task _watching;

    public Person(DevicePlan plan, Uri node, TimeSpan syncInterval, Action<Person, MessagesChanged> delivered)
    {
        Plan = plan;
        _session = new(plan, node, []);
        Client = new(_session.OptionsWith(syncInterval * (0.75 + Random.Shared.NextDouble() / 2))); // not all at once
        _watching = WatchAsync(Client.ReadUpdates(CancellationToken.None), delivered);
        Client.Start();
    }

    public DevicePlan Plan { get; }

    public MessengerClient Client { get; }

    public bool IsSynced { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _watching;
        _session.Dispose();
    }

    async Task WatchAsync(IAsyncEnumerable<MessengerUpdate> updates, Action<Person, MessagesChanged> delivered)
    {
        await foreach (var update in updates)
        {
            if (update is HeadChanged) IsSynced = true;
            if (update is MessagesChanged changes) delivered(this, changes);
        }
    }
}
