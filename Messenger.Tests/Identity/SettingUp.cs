using System.Net;
using Messenger.Contracts.Identity;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>A host without an administrator.</summary>
public sealed class NewMessenger : RunningMessenger
{
    protected override bool WithAdministrator => false;
}

public sealed class SettingUp(NewMessenger messenger) : IClassFixture<NewMessenger>
{
    [Fact]
    public async Task Of_fifty_uses_of_the_set_up_link_one_wins_and_a_restart_keeps_him_signed_in()
    {
        var token = await messenger.ReadSetUpTokenAsync();
        using var anybody = messenger.OpenBrowser();
        Assert.True((await anybody.GetAsync<SignInOptions>("/api/v1/sign-in-options")).SetupNeeded);

        var browsers = Enumerable.Range(0, 50).Select(_ => messenger.OpenBrowser()).ToList();
        var uses = await Task.WhenAll(browsers.Select((b, i) => b.SendAsync(HttpMethod.Post, "/api/v1/setup", new SetUp
        {
            Token = token,
            UserName = $"admin{i}",
            DisplayName = "Administrator",
            Password = RunningMessenger.Password,
        })));
        var winner = browsers[Array.FindIndex(uses, u => u.StatusCode == HttpStatusCode.OK)];
        var before = await winner.GetAsync<SignedIn>("/api/v1/session");

        Assert.Single(uses, u => u.StatusCode == HttpStatusCode.OK);
        Assert.Equal(49, uses.Count(u => u.StatusCode == HttpStatusCode.Gone));
        Assert.True(before.IsAdministrator);
        Assert.False((await anybody.GetAsync<SignInOptions>("/api/v1/sign-in-options")).SetupNeeded);

        await messenger.StopAsync();
        await messenger.StartAsync();
        var after = await winner.GetAsync<SignedIn>("/api/v1/session");

        Assert.Equal(before.SessionId, after.SessionId);
        browsers.ForEach(b => b.Dispose());
    }
}
