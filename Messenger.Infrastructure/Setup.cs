using Messenger.Domain.Conversations;
using Messenger.Domain.Directory;
using Messenger.Domain.Identity;
using Messenger.Domain.Messages;
using Messenger.Domain.Presence;
using Messenger.Infrastructure.Conversations;
using Messenger.Infrastructure.Directory;
using Messenger.Infrastructure.Identity;
using Messenger.Infrastructure.Messages;
using Messenger.Infrastructure.Postgres;
using Messenger.Infrastructure.Presence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using StackExchange.Redis;

namespace Messenger.Infrastructure;

/// <summary>Registers what this project has.</summary>
public static class Setup
{
    /// <summary>The ports of the domain on PostgreSQL, at the connection string <c>Postgres</c>.</summary>
    public static IHostApplicationBuilder AddInfrastructure(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(provider =>
        {
            var database = new NpgsqlDataSourceBuilder(provider.GetRequiredService<IConfiguration>().GetConnectionString("Postgres"));
            // A timeout ends the connection, never a commit that waits for a standby: PostgreSQL would call that a success.
            database.ConnectionStringBuilder.CancellationTimeout = -1;
            return database.UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>()).Build();
        });
        services.AddDbContextFactory<MessengerDbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .UseMessengerModel());
        services.AddSingleton<IMessageLog, NpgsqlMessageLog>();
        services.AddSingleton<IReadCursors, NpgsqlReadCursors>();
        services.AddSingleton<IMessageReader, NpgsqlMessageReader>();
        services.AddSingleton<IConversationStore, NpgsqlConversationStore>();
        services.AddSingleton<IConversationReader, NpgsqlConversationReader>();
        services.AddSingleton<IUserDirectory, UserDirectory>();
        services.AddSingleton<ITypingRights, NpgsqlTypingRights>();
        if (services.Any(s => s.ServiceType == typeof(IConnectionMultiplexer))) services.AddSingleton<IPresenceBoard, RedisPresenceBoard>();
        else services.AddSingleton<IPresenceBoard, LonePresenceBoard>();
        services.AddIdentityCore<UserRow>().AddEntityFrameworkStores<MessengerDbContext>();
        services.AddOptions<PasswordHasherOptions>().Configure<Passwords>((hasher, passwords) => hasher.IterationCount = passwords.Iterations);
        services.AddSingleton<IPasswordHasher<UserRow>, PasswordHasher<UserRow>>();
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<IAccounts, Accounts>();
        services.AddSingleton<IOneTimeLinks, OneTimeLinks>();
        services.AddSingleton<ISignInFailures, SignInFailures>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<ISessions>(provider => provider.GetRequiredService<SessionStore>());
        services.AddSingleton<ISessionGate>(provider => provider.GetRequiredService<SessionStore>());
        services.AddSingleton<ISessionActivity>(provider => provider.GetRequiredService<SessionStore>());
        services.AddDataProtection().SetApplicationName("Messenger").PersistKeysToDbContext<MessengerDbContext>();
        return builder;
    }
}
