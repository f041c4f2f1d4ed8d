using System.Net;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Hubs.Connections;
using Messenger.Tests.Hosting;
using Messenger.Tests.Nodes;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Connections;

public sealed class StoppingANode(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task Its_clients_are_told_to_move_what_they_send_meanwhile_is_served_and_nobody_new_comes_in()
    {
        await using var company = await Company.FoundAsync(nodes.First);
        await using var leaving = TestHost.On(nodes.First.Database);
        TwoNodes.Configure(leaving, nodes.Redis);
        await leaving.InitializeAsync();
        var ann = await company.HireAsync("Ann", at: leaving);
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var connection = await ann.ConnectAsync();
        using var sees = new Received(connection);
        using var http = leaving.CreateClient();

        var drained = leaving.Services.GetRequiredService<NodeDrain>().RunAsync(CancellationToken.None);
        var hint = await sees.FirstAsync<ResyncHint>(h => h.Reason == ResyncReason.Moving);
        var posted = await connection.InvokeAsync<Reply<Message>>(
            "Post", new PostMessage { ConversationId = notes, ClientMessageId = Employee.NewId(), Text = "the last" }, TestContext.Current.CancellationToken);
        using var ready = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        using var live = await http.GetAsync("/health/live", TestContext.Current.CancellationToken);
        using var newcomer = await ann.NegotiateAsync();

        Assert.InRange(hint.DelayMilliseconds, 1_000, 15_000);
        Assert.Equal(1, posted.Value?.Seq);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (ready.StatusCode, live.StatusCode, newcomer.StatusCode));
        Assert.False(drained.IsCompleted);
        await connection.StopAsync(TestContext.Current.CancellationToken);
        await drained.WaitAsync(Employee.Patience, TestContext.Current.CancellationToken);
    }
}
