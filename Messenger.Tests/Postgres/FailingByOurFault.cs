using Messenger.Contracts;
using Messenger.Contracts.Personal;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>SQL that PostgreSQL refuses: nobody is told that it may work later.</summary>
public sealed class FailingByOurFault(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task A_fault_of_ours_is_called_one_by_hub_and_REST()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        await using var connection = await ann.ConnectAsync();
        await using (var database = await host.Database.ConnectAsync(TestContext.Current.CancellationToken))
        {
            await using var command = database.CreateCommand();
            command.CommandText = "alter table personal_items rename to lost";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await Assert.ThrowsAsync<HubException>(() =>
            connection.InvokeAsync<Reply<PersonalChanges>>(nameof(IMessengerHub.GetPersonal), new GetPersonal { Since = 0 }, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCode.Internal, await ann.RefusalAsync(HttpMethod.Get, "personal?since=0"));
    }
}
