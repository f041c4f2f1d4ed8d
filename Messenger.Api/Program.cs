using Messenger.Api;
using Messenger.Api.Identity;
using Messenger.Api.Operations;
using Messenger.Hubs;
using Messenger.Hubs.Connections;
using Messenger.Infrastructure;
using Messenger.Infrastructure.Files;
using Messenger.Infrastructure.Postgres;
using Messenger.Infrastructure.Redis;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

using var signals = new StopSignals();
try
{
    if (args is [PictureWorker.Command]) return PictureWorker.Run();
    if (args is [FileCheck.Command, ..]) return await FileCheck.RunAsync(args, signals.Token);
    if (args is [DatabaseAlone.Command, ..]) return await DatabaseAlone.RunAsync(args, signals.Token);
    var builder = WebApplication.CreateBuilder(args);
    Ports.RequireFree(builder.Configuration);
    await using var postgres = await builder.AddBuiltInPostgresAsync(signals.Token);
    await using var redis = await builder.AddRedisAsync();
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddSingleton<IHostLifetime, HostWithoutSignals>();
    builder.AddInfrastructure();
    builder.AddUseCases();
    builder.AddHubs();
    builder.AddSigningIn();
    builder.AddFace();
    builder.AddHealth();

    await using var app = builder.Build();
    app.UseFace();
    app.MapFace();
    app.MapHealth();
    await DatabaseCheck.RequireUsableAsync(app.Services, signals.Token);
    await Schema.UpgradeAsync(app.Services, signals.Token);
    await OpenIdProvider.PrepareAsync(app.Services, signals.Token);
    await Demo.PrepareAsync(app, signals.Token);
    var setUpPath = await FirstAdministrator.PrepareAsync(app.Services, signals.Token);
    app.Lifetime.ApplicationStarted.Register(() => Announcement.Print(app, setUpPath));
    await app.StartAsync(signals.Token);
    await signals.WaitAsync(app.Lifetime.ApplicationStopping);
    await app.Services.GetRequiredService<NodeDrain>().RunAsync(signals.Hurry);
    await app.StopAsync(CancellationToken.None);
    return 0;
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
}
catch (OptionsValidationException invalid)
{
    await Console.Error.WriteLineAsync(string.Join(" ", invalid.Failures));
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
