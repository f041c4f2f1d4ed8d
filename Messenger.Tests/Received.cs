using System.Collections.Concurrent;
using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Contracts.Presence;
using Microsoft.AspNetCore.SignalR.Client;

namespace Messenger.Tests;

/// <summary>Everything that was pushed to a connection.</summary>
sealed class Received : IDisposable
{
    readonly ConcurrentQueue<object> _pushes = new();
    readonly SemaphoreSlim _arrived = new(0);

    public Received(HubConnection connection)
    {
        connection.On<ConversationChanges>(nameof(IMessengerClient.Changed), Keep);
        connection.On<ReadState>(nameof(IMessengerClient.ReadChanged), Keep);
        connection.On<PersonalChanges>(nameof(IMessengerClient.PersonalChanged), Keep);
        connection.On<TypingState>(nameof(IMessengerClient.Typing), Keep);
        connection.On<UserPresence>(nameof(IMessengerClient.PresenceChanged), Keep);
        connection.On<ResyncHint>(nameof(IMessengerClient.Resync), Keep);
        connection.On<SessionEnd>(nameof(IMessengerClient.SessionEnded), Keep);
    }

    public IEnumerable<T> All<T>() => _pushes.OfType<T>();

    public IEnumerable<Message> Messages => All<ConversationChanges>().SelectMany(c => c.Messages);

    /// <summary>Waits until something of this kind has arrived.</summary>
    public async Task<T> FirstAsync<T>(Func<T, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Employee.Patience);
        while (true)
        {
            foreach (var push in All<T>())
                if (wanted(push)) return push;
            await _arrived.WaitAsync(patience.Token);
        }
    }

    public Task<ConversationChanges> TextAsync(string text) => FirstAsync<ConversationChanges>(c => c.Messages.Any(m => m.Text == text));

    public void Dispose() => _arrived.Dispose();

    void Keep(object push)
    {
        _pushes.Enqueue(push);
        _arrived.Release();
    }
}
