using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using Messenger.Hubs.Conversations;
using Messenger.Hubs.Identity;
using Microsoft.Extensions.Hosting;

namespace Messenger.Hubs.Backplane;

/// <summary>Acts on what other nodes tell.</summary>
sealed class NewsReader(NodeNews news, LiveConnections connections, ISessionGate gate, DeliveryGroups groups) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        news.Listen(told =>
        {
            switch (told)
            {
                case SessionsEnded ended:
                    gate.Forget(ended.SessionIds);
                    connections.CloseHere(ended.SessionIds, (SessionEndReason)ended.Reason);
                    break;
                case MembersMove { Move: var move }:
                    _ = groups.MoveAsync(move);
                    break;
            }
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
