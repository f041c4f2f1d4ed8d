using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Messages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messenger.Faults.Planting;

/// <summary>Bugs that the checker must find: what is not found shows that the workload is too tame.</summary>
static class Plants
{
    /// <summary>Says in the environment of a node which bug it has.</summary>
    public const string Variable = "MESSENGER_FAULTS_PLANT";

    /// <summary>The part of Messenger.Hubs that tells clients to sync when the link to Redis is back. A node without it does not start here.</summary>
    const string AfterOutage = "ResyncAfterOutage";

    /// <summary>The bugs, each with the faults that bring it out.</summary>
    public static IReadOnlyList<Plant> All { get; } =
    [
        new("ack-before-commit", ["F3", "F4"], services => Decorate<IMessageLog>(services, (log, _) => new AckBeforeCommit(log))),
        new("publish-before-commit", ["F3", "F11"], services => Decorate<IMessageLog>(services, (log, provider) => new PublishBeforeCommit(log, provider.GetRequiredService<ILiveDelivery>))),
        new("skip-dedupe", ["F19", "F1"], services => Decorate<IMessageLog>(services, (log, provider) => new SkipDedupe(log, Npgsql.NpgsqlDataSource.Create(provider.GetRequiredService<IConfiguration>().GetConnectionString("Postgres")!)))),
        new("token-from-clock", ["F14", "F1"], services => Decorate<IConversationReader>(services, (reader, provider) => new TokenFromClock(reader, provider.GetRequiredService<TimeProvider>()))),
        new("forget-resync", ["F9-cut", "F9-stop"], ForgetResync) { Nodes = 3 },
        new("keep-old-group", ["F14", "F3"], services => Decorate<ILiveDelivery>(services, (live, _) => new KeepOldGroup(live))),
    ];

    /// <summary>Plants the bug that the environment names.</summary>
    public static void Plant(IServiceCollection services) =>
        All.Single(p => p.Name == Environment.GetEnvironmentVariable(Variable)).Into(services);

    /// <summary>No hint of a use case, and none after an outage of Redis.</summary>
    static void ForgetResync(IServiceCollection services)
    {
        Decorate<ILiveDelivery>(services, (live, _) => new ForgetResync(live));
        services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == AfterOutage));
    }

    static void Decorate<T>(IServiceCollection services, Func<T, IServiceProvider, T> wrap)
        where T : class
    {
        var real = services.Last(s => s.ServiceType == typeof(T));
        services.AddSingleton(provider => wrap((T)(real.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)), provider));
    }
}

/// <summary>A bug.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Faults">The faults that bring it out.</param>
/// <param name="Into">Puts it in.</param>
sealed record Plant(string Name, IReadOnlyList<string> Faults, Action<IServiceCollection> Into)
{
    /// <summary>How many nodes it takes to bring it out.</summary>
    public int Nodes { get; init; } = 2;
}
