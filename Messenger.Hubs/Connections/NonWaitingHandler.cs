using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messenger.Hubs.Connections;

/// <summary>SignalR's connection handler, with a <see cref="NonWaitingWriter"/> under each connection.</summary>
sealed class NonWaitingHandler<THub>(
    HubLifetimeManager<THub> manager, IHubProtocolResolver protocols, IOptions<HubOptions> options, IOptions<HubOptions<THub>> hubOptions,
    ILoggerFactory loggers, IUserIdProvider users, IServiceScopeFactory scopes, Backlogs backlogs)
    : HubConnectionHandler<THub>(manager, protocols, options, hubOptions, loggers, users, scopes)
    where THub : Hub
{
    public override Task OnConnectedAsync(ConnectionContext connection)
    {
        var writer = new NonWaitingWriter(
            connection.Transport.Output, () => connection.Abort(new ConnectionAbortedException("The client does not keep up with what it is sent.")), backlogs);
        connection.Transport = new Pipes(connection.Transport.Input, writer);
        connection.Features.Set(writer);
        return base.OnConnectedAsync(connection);
    }

    sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
