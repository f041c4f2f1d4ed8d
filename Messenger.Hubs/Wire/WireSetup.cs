using Messenger.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messenger.Hubs.Wire;

/// <summary>Registers how hub messages travel.</summary>
public static class WireSetup
{
    /// <summary>JSON and MessagePack by the rules of the contracts, in the place of SignalR's own.</summary>
    public static ISignalRServerBuilder AddContractsProtocols(this ISignalRServerBuilder builder)
    {
        builder.Services.RemoveAll<IHubProtocol>();
        builder.Services.AddSingleton<IHubProtocol>(_ => new ContractsHubProtocol(new JsonHubProtocol(Options.Create(JsonOptions()))));
        builder.Services.AddSingleton<IHubProtocol>(_ => new ContractsHubProtocol(new MessagePackHubProtocol(Options.Create(MessagePackOptions()))));
        return builder;
    }

    static JsonHubProtocolOptions JsonOptions()
    {
        var options = new JsonHubProtocolOptions { PayloadSerializerOptions = new() };
        ContractsJson.Apply(options.PayloadSerializerOptions);
        return options;
    }

    static MessagePackHubProtocolOptions MessagePackOptions() => new() { SerializerOptions = ContractsMessagePack.Options };
}
