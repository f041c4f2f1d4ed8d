using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Directory;
using Messenger.Domain.Files;
using Messenger.Domain.Identity;
using Messenger.Domain.Links;
using Messenger.Domain.Messages;
using Messenger.Domain.Operations;
using Messenger.Domain.Personal;
using Messenger.Domain.Presence;
using Messenger.Domain.Search;
using Messenger.Infrastructure.Conversations;
using Messenger.Infrastructure.Directory;
using Messenger.Infrastructure.Files;
using Messenger.Infrastructure.Identity;
using Messenger.Infrastructure.Links;
using Messenger.Infrastructure.Messages;
using Messenger.Infrastructure.Operations;
using Messenger.Infrastructure.Personal;
using Messenger.Infrastructure.Postgres;
using Messenger.Infrastructure.Presence;
using Messenger.Infrastructure.Search;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Messenger.Infrastructure;

/// <summary>Registers what this project has.</summary>
public static class Setup
{
    /// <summary>The ports of the domain on PostgreSQL, at the connection string <c>Postgres</c>.</summary>
    public static IHostApplicationBuilder AddInfrastructure(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<PoolSettings>().BindConfiguration("Postgres").ValidateDataAnnotations();
        services.AddSingleton(provider => new ConnectionPools(
            provider.GetRequiredService<IConfiguration>().GetConnectionString("Postgres"), provider.GetRequiredService<IOptions<PoolSettings>>().Value,
            provider.GetService<GroupCommitLimits>() ?? new(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<PassingFault>(NpgsqlFailures.IsPassing);
        services.AddSingleton<WriteOutcomes>();
        services.AddSingleton<BatchSession>();
        services.AddSingleton(provider => new DatabaseHealth(provider.GetRequiredService<ConnectionPools>(), provider.GetRequiredService<WriteOutcomes>()));
        services.AddDbContextFactory<MessengerDbContext>((provider, options) =>
        {
            var pool = provider.GetRequiredService<ConnectionPools>().Ordinary;
            var host = provider.GetRequiredService<IHostApplicationLifetime>();
            options.UseNpgsql(pool.Database, npgsql => npgsql.ExecutionStrategy(dependencies => new PlainFaults(dependencies)))
                .UseMessengerModel().AddInterceptors(new GatedOpening(pool.Gate), new BoundedTransactions(host), new PatientStart(host))
                // Whoever catches the exception judges it; EF Core would call each request of an outage an error, with its stack.
                .ConfigureWarnings(warnings => warnings.Log(
                    (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug),
                    (CoreEventId.QueryIterationFailed, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug)));
        });
        services.AddSingleton<IMessageLog, NpgsqlMessageLog>();
        services.AddSingleton<IReadCursors, NpgsqlReadCursors>();
        services.AddSingleton<IMessageReader, NpgsqlMessageReader>();
        services.AddSingleton<IMessageRevisions, NpgsqlMessageRevisions>();
        services.AddSingleton<IConversationStore, NpgsqlConversationStore>();
        services.AddSingleton<IJoinStore, NpgsqlJoinStore>();
        services.AddSingleton<IConversationReader, NpgsqlConversationReader>();
        services.AddSingleton<ILinkReader, WebLinkReader>();
        services.AddSingleton<IPersonalStore, NpgsqlPersonalStore>();
        services.AddSingleton<IUserDirectory, UserDirectory>();
        services.AddSingleton<IDepartments, DepartmentStore>();
        services.AddSingleton<IProfiles, ProfileStore>();
        services.AddSingleton<IPeopleIndex, PeopleIndex>();
        services.AddSingleton<IAcquaintances, NpgsqlAcquaintances>();
        services.AddSingleton<IPeopleImport, PeopleImportStore>();
        services.AddSingleton<ITypingRights, NpgsqlTypingRights>();
        services.AddSingleton<IFileStore, NpgsqlFileStore>();
        services.AddOptionsWithValidateOnStart<S3Settings>().BindConfiguration("S3").ValidateDataAnnotations();
        if (builder.Configuration["S3:Bucket"] is { Length: > 0 }) services.AddSingleton<IFileStorage>(provider => new S3FileStorage(provider.GetRequiredService<IOptions<S3Settings>>().Value));
        else services.AddSingleton<IFileStorage>(provider => new DiskFileStorage(
            provider.GetRequiredService<FileSettings>().Directory is { Length: > 0 } directory
                ? Path.GetFullPath(directory)
                : Path.GetFullPath(Path.Combine(BuiltInPostgresOptions.From(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>().ContentRootPath).DataDirectory, "files"))));
        services.AddOptionsWithValidateOnStart<VirusScanSettings>().BindConfiguration("VirusScan").ValidateDataAnnotations();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<VirusScanSettings>>().Value);
        if (builder.Configuration["VirusScan:Clamd"] is { Length: > 0 }) services.AddSingleton<IVirusScanner, ClamdScanner>();
        services.AddSingleton<IPictureMaker, PictureMaker>();
        services.AddSingleton<IMessageSearch, NpgsqlMessageSearch>();
        services.AddSingleton<IFileSearch, NpgsqlFileSearch>();
        if (services.Any(s => s.ServiceType == typeof(IConnectionMultiplexer))) services.AddSingleton<IPresenceBoard, RedisPresenceBoard>();
        else services.AddSingleton<IPresenceBoard, LonePresenceBoard>();
        if (services.Any(s => s.ServiceType == typeof(IConnectionMultiplexer))) services.AddSingleton<INodeBoard, RedisNodeBoard>();
        else services.AddSingleton<INodeBoard, LoneNodeBoard>();
        services.AddSingleton<IDatabaseReadings, DatabaseReadings>();
        services.AddSingleton<IStorageReadings>(provider => (IStorageReadings)provider.GetRequiredService<IFileStorage>());
        services.AddIdentityCore<UserRow>().AddEntityFrameworkStores<MessengerDbContext>();
        services.AddOptions<PasswordHasherOptions>().Configure<Passwords>((hasher, passwords) => hasher.IterationCount = passwords.Iterations);
        services.AddSingleton<IPasswordHasher<UserRow>, PasswordHasher<UserRow>>();
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<IAccounts, Accounts>();
        services.AddSingleton<IOneTimeLinks, OneTimeLinks>();
        services.AddSingleton<ISignInFailures, SignInFailures>();
        services.AddSingleton<IAccessTokens, AccessTokenStore>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<ISessions>(provider => provider.GetRequiredService<SessionStore>());
        services.AddSingleton<ISessionGate>(provider => new RepeatedSessionGate(provider.GetRequiredService<SessionStore>()));
        services.AddSingleton<ISessionActivity>(provider => provider.GetRequiredService<SessionStore>());
        services.AddDataProtection().SetApplicationName("Messenger").PersistKeysToDbContext<MessengerDbContext>();
        return builder;
    }
}
