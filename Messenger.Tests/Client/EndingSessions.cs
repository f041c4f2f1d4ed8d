using Messenger.Client;
using Messenger.Contracts.Identity;
using Xunit;

namespace Messenger.Tests.Client;

public sealed class EndingSessions(CompanyHost company) : IClassFixture<CompanyHost>
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SessionEndReason.SignedOut, true)]
    [InlineData(SessionEndReason.EndedByUser, true)]
    [InlineData(SessionEndReason.EndedByAdministrator, true)]
    [InlineData(SessionEndReason.Deactivated, true)]
    [InlineData(SessionEndReason.PasswordChanged, false)]
    [InlineData(SessionEndReason.Expired, false)]
    public async Task The_client_stops_and_says_why_and_what_to_delete(SessionEndReason reason, bool deleteLocalData)
    {
        var ann = await company.HireAsync("ann");
        var notes = await ann.StartDirectWith(ann);
        using var phone = await Phone.SignInAsync(ann);
        await using var device = new Device(phone.Options);
        await device.Knows(notes);
        var session = CompanyHost.Value(await device.Client.Api.GetSessionAsync(Cancelled)).SessionId;

        await EndAsync(ann, phone, session, reason);
        var end = (await device.End()).End!;

        Assert.Equal((reason, deleteLocalData), (end.Reason, end.DeleteLocalData));
        Assert.IsType<SignedOut>(device.Told[^1]);
        Assert.False(device.Client.IsConnected);
        Assert.Null(phone.Tokens);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => device.Client.PostAsync(notes, "too late", Cancelled));
    }

    [Fact]
    public async Task A_session_that_ended_while_the_device_was_away_ends_the_client_without_a_reason()
    {
        var ann = await company.HireAsync("ann");
        var notes = await ann.StartDirectWith(ann);
        await using var door = new Door(company.Address);
        using var phone = await Phone.SignInAsync(ann with { Server = door.Address });
        await using var device = new Device(phone.Options);
        await device.Knows(notes);
        var session = CompanyHost.Value(await device.Client.Api.GetSessionAsync(Cancelled)).SessionId;
        door.Close();
        await device.Until(d => d.Told.OfType<ConnectionChanged>().Any(c => !c.Connected));

        await EndAsync(ann, phone, session, SessionEndReason.EndedByUser);
        door.Open();

        Assert.Null((await device.End()).End);
        Assert.Null(phone.Tokens);
    }

    [Fact]
    public async Task A_cookie_that_the_server_refuses_ends_the_client()
    {
        var ann = await company.HireAsync("ann");
        using (var api = new MessengerApi(ann.Options())) CompanyHost.Value(await api.SignOutAsync(Cancelled));

        await using var device = new Device(ann.Options());

        Assert.Null((await device.End()).End);
    }

    async Task EndAsync(Employee ann, Phone phone, Guid session, SessionEndReason reason)
    {
        using var own = new MessengerApi(ann.Options());
        using var administrator = await CompanyHost.SignInAsync(company.Address, CompanyHost.Administrator);
        switch (reason)
        {
            case SessionEndReason.SignedOut:
                using (var same = new MessengerApi(phone.Options)) CompanyHost.Value(await same.SignOutAsync(Cancelled)); // not through the client that hears of it
                break;
            case SessionEndReason.EndedByUser:
                CompanyHost.Value(await own.EndSessionAsync(session, Cancelled));
                break;
            case SessionEndReason.EndedByAdministrator:
                CompanyHost.Value(await administrator.EndSessionOfAsync(ann.Id, session, Cancelled));
                break;
            case SessionEndReason.Deactivated:
                CompanyHost.Value(await administrator.DeactivateAsync(ann.Id, Cancelled));
                break;
            case SessionEndReason.PasswordChanged:
                CompanyHost.Value(await own.ChangePasswordAsync(new ChangePassword { CurrentPassword = CompanyHost.Password, NewPassword = "another horse 8" }, Cancelled));
                break;
            case SessionEndReason.Expired:
                await company.MeddleAsync("update sessions set expires_at = now() where id = $1", session);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(reason));
        }
    }
}
