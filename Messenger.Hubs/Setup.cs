using Messenger.Domain;
using Messenger.Domain.Identity;
using Messenger.Domain.Operations;
using Messenger.Domain.Presence;
using Messenger.Hubs.Backplane;
using Messenger.Hubs.Connections;
using Messenger.Hubs.Conversations;
using Messenger.Hubs.Identity;
using Messenger.Hubs.Operations;
using Messenger.Hubs.Presence;
using Messenger.Hubs.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messenger.Hubs;

/// <summary>Registers what this project has.</summary>
public static class Setup
{
    /// <summary>The hub's address.</summary>
    public const string Path = "/hubs/messenger";

    const int KiB = 1024;

    /// <summary>The hub and live delivery.</summary>
    public static IHostApplicationBuilder AddHubs(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSignalR(options =>
        {
            // The longest legal message, every character escaped, is 48 kB.
            options.MaximumReceiveMessageSize = 64 * KiB;
            options.MaximumParallelInvocationsPerClient = 1;
            options.HandshakeTimeout = TimeSpan.FromSeconds(10);
            options.KeepAliveInterval = TimeSpan.FromSeconds(10);
            options.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
        }).AddContractsProtocols();
        services.AddSingleton<HubLifetimeManager<MessengerHub>, ByUserLifetimeManager<MessengerHub>>();
        services.AddBackplane();

        services.AddSingleton<IUserIdProvider, CallerIdProvider>();
        services.AddOptionsWithValidateOnStart<ConnectionSettings>().BindConfiguration("Connections").ValidateDataAnnotations();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ConnectionSettings>>().Value);
        services.AddSingleton<Backlogs>();
        services.AddSingleton(typeof(HubConnectionHandler<>), typeof(NonWaitingHandler<>));
        services.AddSingleton<Admission>();
        services.AddSingleton(provider => new NodeDrain(
            provider.GetRequiredService<NodeDelivery>(), provider.GetRequiredService<LiveConnections>(), provider.GetRequiredService<ConnectionSettings>(), provider.GetService<BackplaneLink>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<NodeDrain>>()));
        services.AddSingleton<NodeDelivery>();
        services.AddSingleton<NodeNews>();
        services.AddSingleton<DeliveryGroups>();
        services.AddSingleton<LiveConnections>();
        services.AddSingleton<ILiveSessions>(provider => provider.GetRequiredService<LiveConnections>());
        services.AddHostedService<SessionSweep>();
        services.AddSingleton<LiveDelivery>();
        services.AddSingleton<ILiveDelivery>(provider => provider.GetRequiredService<LiveDelivery>());
        services.AddSingleton<ITypingDelivery>(provider => provider.GetRequiredService<LiveDelivery>());
        services.AddSingleton<PresenceTracker>();
        services.AddHostedService(provider => provider.GetRequiredService<PresenceTracker>());
        services.AddSingleton<IPresence>(provider => provider.GetRequiredService<PresenceTracker>());
        services.AddHostedService<PresenceHeartbeat>();
        services.AddSingleton<PresenceWatcher>();
        services.AddSingleton<INodeReadings>(provider => new NodeReadings(
            provider.GetRequiredService<LiveConnections>(), provider.GetRequiredService<Backlogs>(), provider.GetRequiredService<ConnectionSettings>(), provider.GetRequiredService<NodeDrain>(),
            provider.GetRequiredService<IErrorTally>(), provider.GetService<BackplaneLink>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<NodeReports>();
        services.AddSingleton<HubUseCases>();
        return builder;
    }

    /// <summary>Lets new connections in, or not; behind authentication.</summary>
    public static IApplicationBuilder UseHubAdmission(this IApplicationBuilder app) => app.UseMiddleware<AdmissionMiddleware>();

    /// <summary>Maps the hub, for all three transports.</summary>
    public static IEndpointConventionBuilder MapHubs(this IEndpointRouteBuilder routes) =>
        routes.MapHub<MessengerHub>(Path, options =>
        {
            options.CloseOnAuthenticationExpiration = true;
            options.ApplicationMaxBufferSize = 64 * KiB;
            options.TransportMaxBufferSize = 64 * KiB; // past it a connection is behind: see NonWaitingWriter
            options.TransportSendTimeout = TimeSpan.FromSeconds(10);
        });
}
