using System.Net;
using Messenger.Infrastructure.Demo;
using Messenger.Infrastructure.Postgres;

namespace Messenger.Api.Operations;

/// <summary>The demo, <c>Messenger:Demo</c>: everybody knows its passwords, so it serves this machine only.</summary>
static class Demo
{
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancellationToken)
    {
        if (!app.Configuration.GetValue<bool>("Messenger:Demo")) return;
        var urls = (app.Configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.FirstOrDefault(url => !IsLoopback(url)) is { } open)
            throw new StartRefusedException($"--demo is for this machine only and does not listen on {open}: use a loopback address such as http://127.0.0.1:5080.");
        if (await DemoCompany.FillAsync(app.Services, cancellationToken))
        {
            var since = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            await ActivatorUtilities.CreateInstance<DemoScene>(app.Services).PlayAsync(cancellationToken);
            await DemoCompany.SpreadAsync(app.Services, since, cancellationToken);
        }
        Console.WriteLine($"This is the demo, on this machine only: sign in as alice, bob or carol with the password {DemoCompany.Password}");
    }

    static bool IsLoopback(string url) =>
        BindingAddress.Parse(url) is var address
        && (address.Host == "localhost" || IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
