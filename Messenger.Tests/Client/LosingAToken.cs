using Messenger.Contracts.Identity;
using Messenger.Tests.Hosting;
using Messenger.Tests.Identity;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Messenger.Tests.Client;

/// <summary>A company that forgives no second use of a refresh token.</summary>
public sealed class StrictCompany : CompanyHost
{
    public StrictCompany(PgServer server)
        : base(server) => Settings["Sessions:RefreshTokenLeeway"] = "00:00:00";
}

public sealed class LosingAToken(StrictCompany company) : IClassFixture<StrictCompany>
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_used_refresh_token_in_other_hands_ends_the_session_and_the_client_says_so()
    {
        var ann = await company.HireAsync("ann");
        var notes = await ann.StartDirectWith(ann);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var phone = await Phone.SignInAsync(ann, clock);
        var used = phone.Tokens!.RefreshToken;
        clock.Advance(phone.Tokens!.ExpiresAt - clock.GetUtcNow());
        await phone.Source.GetAsync(Cancelled);
        await using var device = new Device(phone.Options);
        await device.Knows(notes);

        using var thief = new NativeApp(company.Address.GetLeftPart(UriPartial.Authority));
        var stolen = await thief.RefreshAsync(used);
        var end = (await device.End()).End;

        Assert.Equal("invalid_grant", stolen.Error);
        Assert.Null(phone.Tokens);
        Assert.Equal((SessionEndReason.TokenReused, true), (end!.Reason, end.DeleteLocalData));
    }
}
