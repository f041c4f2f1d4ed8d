using Messenger.Api.Operations;
using Messenger.Hubs;
using Messenger.Infrastructure;
using Messenger.Infrastructure.Postgres;
using Microsoft.AspNetCore.Connections;

using var signals = new StopSignals();
try
{
    var builder = WebApplication.CreateBuilder(args);
    await using var postgres = await builder.AddBuiltInPostgresAsync(signals.Token);
    builder.Services.AddSingleton(TimeProvider.System);
    builder.AddInfrastructure();
    builder.AddHubs();

    await using var app = builder.Build();
    await DatabaseCheck.RequireUsableAsync(app.Services, signals.Token);
    await Schema.UpgradeAsync(app.Services, signals.Token);
    await app.RunAsync(signals.Token);
    return 0;
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
}
catch (IOException error) when (error.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{error.Message.TrimEnd('.')}: stop the other program, or choose another port (Urls, run.sh --port).");
}
catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
{
    return 0;
}
return 1;
