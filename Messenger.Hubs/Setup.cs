using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messenger.Hubs;

/// <summary>Registers what this project has.</summary>
public static class Setup
{
    /// <summary>The hub and live delivery.</summary>
    public static IHostApplicationBuilder AddHubs(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSignalR();
        return builder;
    }
}
