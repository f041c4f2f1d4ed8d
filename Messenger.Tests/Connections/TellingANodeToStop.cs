using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Messenger.Tests.Connections;

/// <summary>The signal of whoever stops a node, at a process of its own: only there has the host a lifetime that hears signals.</summary>
public sealed class TellingANodeToStop(PgServer server)
{
    [Fact]
    public async Task It_serves_its_clients_until_they_have_moved_and_ends_well()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var folder = TestFolder.Create();
        await using var redis = new RedisServer();
        await using var node = HostProcess.Start(new Dictionary<string, string>
        {
            ["ConnectionStrings:Postgres"] = database.ConnectionString,
            ["ConnectionStrings:Redis"] = redis.Address,
            ["Postgres:AllowUnsafeDurability"] = "true",
            ["Messenger:DataDirectory"] = folder.In("data"),
            ["MESSENGER_ADMIN_USER"] = "admin",
            ["MESSENGER_ADMIN_PASSWORD"] = Company.Password,
        });
        await using var company = await Company.FoundAsync(await node.ReadyAsync(), "admin", Company.Password);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var connection = await ann.ConnectAsync();
        using var sees = new Received(connection);

        node.Signal("TERM");
        await sees.FirstAsync<ResyncHint>(hint => hint.Reason == ResyncReason.Moving);
        var posted = await connection.InvokeAsync<Reply<Message>>(
            "Post", new PostMessage { ConversationId = notes, ClientMessageId = Employee.NewId(), Text = "the last" }, TestContext.Current.CancellationToken);
        await connection.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, posted.Value?.Seq);
        Assert.Equal(0, await node.ExitAsync());
    }
}
