using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Messages;
using Messenger.Infrastructure;
using Messenger.Infrastructure.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messenger.Bench;

/// <summary>Measures of the log alone, in this process on a built-in PostgreSQL: <c>search</c>, <c>people</c>, and appends without a word.</summary>
static class InProcess
{
    /// <summary>Measures what the first word names.</summary>
    public static async Task<int> RunAsync(string[] words)
    {
        await WithLogAsync(words, async (services, settings) =>
        {
            switch (words.FirstOrDefault())
            {
                case "search":
                    await new Searching(services).RunAsync(settings.GetValue("messages", 1_000_000));
                    break;
                case "people":
                    await new FindingPeople(services).RunAsync(settings.GetValue("people", 10_000));
                    break;
                default:
                    var log = services.GetRequiredService<IMessageLog>();
                    await using (var together = new GroupCommit<NewMessage, Contracts.Messages.Message>(log, new Nobody(), TimeProvider.System, new GroupCommitLimits()))
                        await new Appending(await Company.FoundAsync(services), log, together).RunAsync();
                    break;
            }
        });
        return 0;
    }

    /// <summary>Gives the log on a built-in PostgreSQL, whose folder the words name.</summary>
    public static async Task WithLogAsync(string[] words, Func<IServiceProvider, IConfiguration, Task> work)
    {
        var builder = Host.CreateApplicationBuilder(words);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var postgres = await builder.AddBuiltInPostgresAsync(CancellationToken.None);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new ConversationLimits());
        // The log's pool has two connections for each lane: enough for those who write alone to do so a hundred at a time.
        builder.Services.AddSingleton(new GroupCommitLimits { Lanes = 50 });
        builder.AddInfrastructure();
        using var host = builder.Build();
        await Schema.UpgradeAsync(host.Services, CancellationToken.None);
        await work(host.Services, builder.Configuration);
    }
}
