using Messenger.Bench;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Messages;
using Messenger.Infrastructure;
using Messenger.Infrastructure.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
await using var postgres = await builder.AddBuiltInPostgresAsync(CancellationToken.None);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(new ConversationLimits());
// The log's pool has two connections for each lane: enough for those who write alone to do so a hundred at a time.
builder.Services.AddSingleton(new GroupCommitLimits { Lanes = 50 });
builder.AddInfrastructure();
using var host = builder.Build();
await Schema.UpgradeAsync(host.Services, CancellationToken.None);
switch (args.FirstOrDefault())
{
    case "search":
        await new Searching(host.Services).RunAsync(builder.Configuration.GetValue("messages", 1_000_000));
        break;
    case "people":
        await new FindingPeople(host.Services).RunAsync(builder.Configuration.GetValue("people", 10_000));
        break;
    default:
        await MeasureAppendsAsync();
        break;
}

async Task MeasureAppendsAsync()
{
    var company = await Company.FoundAsync(host.Services);
    var log = host.Services.GetRequiredService<IMessageLog>();
    await using var together = new GroupCommit<NewMessage, Messenger.Contracts.Messages.Message>(log, new Nobody(), TimeProvider.System, new GroupCommitLimits());
    await new Appending(company, log, together).RunAsync();
}
