using Messenger.Hubs;
using Messenger.Infrastructure;
using Messenger.Infrastructure.Postgres;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.AddInfrastructure();
builder.AddHubs();

var app = builder.Build();
await Schema.UpgradeAsync(app.Services, app.Lifetime.ApplicationStopping);
await app.RunAsync();
