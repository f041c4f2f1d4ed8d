namespace Messenger.Api.Operations;

/// <summary>Tells whoever started the host where it serves.</summary>
static class Announcement
{
    public static void Print(WebApplication app, string? setUpPath)
    {
        var address = app.Services.GetRequiredService<PublicAddress>().Url?.ToString().TrimEnd('/')
            ?? app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal).Replace("[::1]", "localhost", StringComparison.Ordinal);
        Console.WriteLine($"Messenger is ready at {address}");
        if (setUpPath is not null) Console.WriteLine($"Set up Messenger at {address}{setUpPath} (once, within 24 hours)");
    }
}
